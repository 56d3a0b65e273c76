package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import java.util.List;

/**
 * Products whose right operand has contiguous rows.
 *
 * <p>An element is one chain of fused multiply-adds in ascending order of the depth, starting with 0.
 */
final class PanelMatMul implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 80;
    /** Rows of a panel that stay in the first-level cache. */
    private static final int DEPTH_BLOCK = 288;
    /** With no more rows than this, copying a panel costs more than reading it where it is. */
    private static final int FEW_ROWS = 2 * RowBlocks.MOST;

    private static final int WANTED_TILES = 32;
    private static final int LEAST_BLOCKS = 8;

    private final ProductShape p;
    private final InnerKernels inner;
    private final int[] leftOffsets;
    private final int[] rightOffsets;
    private final int[][] panelOffsets = new int[Width.VECTORS + 1][];
    private final RowBlocks blocks;
    private final int columnTiles;
    private final int rowTiles;
    private final int zerosAt;
    private final int panelAt;
    private final int tileAt;
    private final int scratchLength;

    PanelMatMul(ProductShape p, InnerKernels inner) {
        this.p = p;
        this.inner = inner;
        leftOffsets = p.leftOffsets();
        rightOffsets = ProductShape.multiples(p.depth(), p.columns());
        for (int vectors = 1; vectors <= Width.VECTORS; vectors++) {
            panelOffsets[vectors] = ProductShape.multiples(DEPTH_BLOCK, vectors * Width.LANES);
        }
        blocks = new RowBlocks(p.rows());
        columnTiles = ProductShape.ceil(p.columns(), Width.PANEL);
        int wanted = ProductShape.ceil(WANTED_TILES, Math.max(1, p.batch() * columnTiles));
        rowTiles = Math.max(1, Math.min(wanted, blocks.count() / LEAST_BLOCKS));
        ScratchLayout layout = new ScratchLayout();
        zerosAt = layout.add(Width.PANEL);
        panelAt = layout.add(Math.min(DEPTH_BLOCK, p.depth()) * Width.PANEL);
        tileAt = layout.add(ProductShape.ceil(blocks.count(), rowTiles) * RowBlocks.MOST * Width.PANEL);
        scratchLength = layout.length();
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        if (p.isEmpty()) {
            return 0;
        }
        return phase == 0 ? p.batch() * blocks.count() : p.batch() * columnTiles * rowTiles;
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0 ? (long) p.batch() * p.rows() * p.depth() / 2 : (long) (p.flops() / FLOPS_PER_NANOSECOND);
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, p.batch(), blocks.packedRows(), p.depth()));
    }

    @Override
    public String description() {
        return "matmul " + RowBlocks.MOST + "x" + Width.PANEL;
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        for (int tile = from; phase == 0 && tile < to; tile++) {
            pack(frame, tile / blocks.count(), tile % blocks.count());
        }
        if (phase == 0) {
            return;
        }
        float[] memory = scratch.floats(scratchLength);
        java.util.Arrays.fill(memory, zerosAt, zerosAt + Width.PANEL, 0);
        for (int tile = from; tile < to; tile++) {
            int rest = tile / rowTiles;
            tile(frame, memory, rest / columnTiles, rest % columnTiles * Width.PANEL, tile % rowTiles);
        }
    }

    private void pack(HostFrame frame, int product, int block) {
        int row = blocks.start(block);
        RowBlocks.pack(
                frame.inputFloats(0),
                frame.inputOffset(0) + product * p.rows() * p.depth() + row * p.leftRow(),
                p.leftRow(),
                blocks.rows(block),
                leftOffsets,
                p.depth(),
                frame.workspaceFloats(0),
                packed(frame, product, block));
    }

    private int packed(HostFrame frame, int product, int block) {
        return frame.workspaceOffset(0) + (product * blocks.packedRows() + blocks.packedStart(block)) * p.depth();
    }

    private void tile(HostFrame frame, float[] memory, int product, int column, int rowTile) {
        inner.beginTile();
        int firstBlock = blocks.count() * rowTile / rowTiles;
        int endBlock = blocks.count() * (rowTile + 1) / rowTiles;
        int firstRow = blocks.start(firstBlock);
        int rows = blocks.start(endBlock) - firstRow;
        int wanted = Math.min(Width.PANEL, p.columns() - column);
        int vectors = Width.vectors(wanted, p.columns());
        int out = frame.outputOffset(0) + (product * p.rows() + firstRow) * p.columns() + column;
        int right = frame.inputOffset(1) + product * p.depth() * p.columns() + column;
        boolean whole = wanted == vectors * Width.LANES;
        float[] c = whole ? frame.outputFloats(0) : memory;
        int co = whole ? out : tileAt;
        int stride = whole ? p.columns() : Width.PANEL;
        for (int k = 0; k == 0 || k < p.depth(); k += DEPTH_BLOCK) {
            int depth = Math.min(DEPTH_BLOCK, p.depth() - k);
            boolean inPlace = whole && rows <= FEW_ROWS;
            if (!inPlace) {
                gather(frame.inputFloats(1), right, k, depth, wanted, vectors, memory);
            }
            for (int block = firstBlock; block < endBlock; block++) {
                int blockRows = blocks.rows(block);
                int at = co + (blocks.start(block) - firstRow) * stride;
                inner.panel(
                        blockRows,
                        vectors,
                        frame.workspaceFloats(0),
                        packed(frame, product, block) + RowBlocks.stride(blockRows) * k,
                        inPlace ? frame.inputFloats(1) : memory,
                        inPlace ? right : panelAt,
                        inPlace ? rightOffsets : panelOffsets[vectors],
                        inPlace ? k : 0,
                        depth,
                        k == 0 ? memory : c,
                        k == 0 ? zerosAt : at,
                        k == 0 ? 0 : stride,
                        k == 0 ? 0 : Width.LANES,
                        c,
                        at,
                        stride);
            }
        }
        for (int row = 0; !whole && row < rows; row++) {
            System.arraycopy(memory, tileAt + row * Width.PANEL, frame.output(0), out + row * p.columns(), wanted);
        }
    }

    private void gather(float[] right, int ro, int k, int depth, int wanted, int vectors, float[] memory) {
        int width = vectors * Width.LANES;
        if (wanted == width) {
            Copies.views(right, ro, rightOffsets, k, depth, vectors, memory, panelAt);
            return;
        }
        for (int i = 0; i < depth; i++) {
            System.arraycopy(right, ro + rightOffsets[k + i], memory, panelAt + i * width, wanted);
        }
    }
}
