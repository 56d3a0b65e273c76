package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import java.util.Arrays;
import java.util.List;

/**
 * Products whose right operand is transposed, such as input times weights [outputs, inputs]: it is read as it lies.
 *
 * <p>The order of additions is that of {@link DotBlocks} for any number of rows, then the bias is added.
 */
final class DotMatMul implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 60;
    private static final int STEP = DotBlocks.STEP;
    private static final int STEP_BLOCK = 64;
    private static final int COLUMN_TILE = 24;
    /** Blocks of rows of a tile. */
    private static final int BLOCK_TILE = 16;

    private final ProductShape p;
    private final InnerKernels inner;
    private final boolean bias;
    private final Activation activation;
    private final int[] leftOffsets;
    private final int[] columnStarts;
    private final int[] tailStarts;
    private final RowBlocks blocks;
    private final int fullSteps;
    private final int steps;
    private final int columnTiles;
    private final int rowTiles;
    private final int sumsAt;
    private final int foldedAt;
    private final int tailsAt;
    private final int scratchLength;

    DotMatMul(ProductShape p, boolean bias, Activation activation, InnerKernels inner) {
        this.p = p;
        this.inner = inner;
        this.bias = bias;
        this.activation = activation;
        leftOffsets = p.leftOffsets();
        columnStarts = new int[p.columns() + DotBlocks.COLUMNS];
        for (int i = 0; i < columnStarts.length; i++) {
            columnStarts[i] = Math.min(i, p.columns() - 1) * p.depth();
        }
        tailStarts = ProductShape.multiples(COLUMN_TILE, STEP);
        blocks = new RowBlocks(p.rows());
        fullSteps = p.depth() / STEP;
        steps = ProductShape.ceil(p.depth(), STEP);
        columnTiles = ProductShape.ceil(p.columns(), COLUMN_TILE);
        rowTiles = ProductShape.ceil(blocks.count(), BLOCK_TILE);
        ScratchLayout layout = new ScratchLayout();
        sumsAt = layout.add((RowBlocks.MOST * COLUMN_TILE + STEP) * STEP);
        foldedAt = layout.add(RowBlocks.MOST * COLUMN_TILE);
        tailsAt = layout.add(COLUMN_TILE * STEP);
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
        return phase == 0
                ? (long) p.batch() * p.rows() * p.depth() / 2
                : (long) (p.flops() / Math.min(FLOPS_PER_NANOSECOND, 10 * p.rows()));
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, p.batch(), blocks.packedRows(), steps * STEP));
    }

    @Override
    public String description() {
        return "matmul " + RowBlocks.MOST + "x" + DotBlocks.COLUMNS + "x" + STEP + " along the depth";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        if (phase == 0) {
            for (int tile = from; tile < to; tile++) {
                pack(frame, tile / blocks.count(), tile % blocks.count());
            }
            return;
        }
        float[] memory = scratch.floats(scratchLength);
        for (int tile = from; tile < to; tile++) {
            int rest = tile / rowTiles;
            tile(frame, memory, rest / columnTiles, rest % columnTiles * COLUMN_TILE, tile % rowTiles);
        }
    }

    private int packed(HostFrame frame, int product, int block) {
        return frame.workspaceOffset(0) + (product * blocks.packedRows() + blocks.packedStart(block)) * steps * STEP;
    }

    private void pack(HostFrame frame, int product, int block) {
        float[] left = frame.inputFloats(0);
        float[] target = frame.workspaceFloats(0);
        int first = blocks.start(block);
        int rows = blocks.rows(block);
        int distance = RowBlocks.stride(rows) * STEP;
        for (int row = 0; row < rows; row++) {
            int from = frame.inputOffset(0) + product * p.rows() * p.depth() + (first + row) * p.leftRow();
            int at = packed(frame, product, block) + row * STEP;
            for (int step = 0; step < steps; step++) {
                int length = Math.min(STEP, p.depth() - step * STEP);
                int out = at + step * distance;
                for (int i = 0; i < length; i++) {
                    target[out + i] = left[from + leftOffsets[step * STEP + i]];
                }
                Arrays.fill(target, out + length, out + STEP, 0);
            }
        }
    }

    private void tile(HostFrame frame, float[] memory, int product, int column, int rowTile) {
        inner.beginTile();
        int columns = Math.min(COLUMN_TILE, p.columns() - column);
        int right = frame.inputOffset(1) + product * p.columns() * p.depth();
        copyTails(frame.inputFloats(1), right + column * p.depth(), columns, memory);
        int endBlock = Math.min(blocks.count(), (rowTile + 1) * BLOCK_TILE);
        for (int block = rowTile * BLOCK_TILE; block < endBlock; block++) {
            int row = blocks.start(block);
            int rows = blocks.rows(block);
            sum(frame, memory, packed(frame, product, block), rows, right, column, columns);
            int padded = ProductShape.ceil(columns, DotBlocks.COLUMNS) * DotBlocks.COLUMNS;
            inner.fold(memory, sumsAt, rows * padded, memory, foldedAt);
            store(frame, memory, product * p.rows() + row, rows, column, columns);
        }
    }

    /** Copies what is left of each column behind the last full step, with zeros after it. */
    private void copyTails(float[] right, int ro, int columns, float[] memory) {
        int length = p.depth() - fullSteps * STEP;
        if (length == 0) {
            return;
        }
        Arrays.fill(memory, tailsAt, tailsAt + COLUMN_TILE * STEP, 0);
        for (int i = 0; i < columns; i++) {
            System.arraycopy(right, ro + i * p.depth() + fullSteps * STEP, memory, tailsAt + i * STEP, length);
        }
    }

    private void sum(HostFrame frame, float[] memory, int packed, int rows, int right, int column, int columns) {
        float[] left = frame.workspaceFloats(0);
        int distance = RowBlocks.stride(rows) * STEP;
        Arrays.fill(memory, sumsAt, sumsAt + rows * COLUMN_TILE * STEP, 0);
        for (int step = 0; step < fullSteps; step += STEP_BLOCK) {
            int count = Math.min(STEP_BLOCK, fullSteps - step);
            for (int i = 0; i < columns; i += DotBlocks.COLUMNS) {
                inner.dot(
                        rows,
                        left,
                        packed + step * distance,
                        frame.inputFloats(1),
                        right + step * STEP,
                        columnStarts,
                        column + i,
                        count,
                        memory,
                        sumsAt + i * rows * STEP);
            }
        }
        for (int i = 0; fullSteps < steps && i < columns; i += DotBlocks.COLUMNS) {
            int at = sumsAt + i * rows * STEP;
            inner.dot(rows, left, packed + fullSteps * distance, memory, tailsAt, tailStarts, i, 1, memory, at);
        }
    }

    private void store(HostFrame frame, float[] memory, int row, int rows, int column, int columns) {
        float[] out = frame.outputFloats(0);
        for (int r = 0; r < rows; r++) {
            int at = frame.outputOffset(0) + (row + r) * p.columns() + column;
            int from = foldedAt + r * DotBlocks.COLUMNS;
            for (int i = 0; i < columns; i += DotBlocks.COLUMNS) {
                int end = Math.min(DotBlocks.COLUMNS, columns - i);
                for (int j = 0; j < end; j++) {
                    out[at + i + j] = memory[from + i * rows + j];
                }
            }
            for (int i = 0; bias && i < columns; i++) {
                out[at + i] += frame.inputFloats(2)[frame.inputOffset(2) + column + i];
            }
            activation.apply(out, at, p.columns(), 1, columns);
        }
    }
}
