package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.List;

/**
 * Convolution as a product of weights [output channels, taps] and what the taps see [taps, places], which is copied from
 * a {@link Stage} one panel at a time.
 *
 * <p>An output is its bias (or 0) plus the taps in order of channel, then position in the kernel, by fused multiply-adds;
 * taps on padding multiply a zero.
 */
final class PanelConvolution implements HostKernel {

    /** Which operand is which; {@code bias} is -1 where there is none. */
    record Operands(int input, int weights, int bias) {}

    private static final double FLOPS_PER_NANOSECOND = 80;
    /** Rows of a panel that stay in the first-level cache while all rows of weights pass. */
    private static final int DEPTH_BLOCK = 288;

    private final Geometry g;
    private final InnerKernels inner;
    private final PackedWeights weights;
    private final Operands operands;
    private final Epilogue epilogue;
    private final String description;
    private final RowBlocks blocks;
    private final Tiling tiling;
    private final Stage stage;
    private final Panels panels;
    private final int stageSize;
    private final int stageAt;
    private final int panelAt;
    private final int tileAt;
    private final int numbersAt;
    private final int scratchLength;

    PanelConvolution(
            Geometry g,
            PackedWeights weights,
            Operands operands,
            Epilogue epilogue,
            String description,
            InnerKernels inner) {
        this.g = g;
        this.inner = inner;
        this.weights = weights;
        this.operands = operands;
        this.epilogue = epilogue;
        this.description = description;
        blocks = new RowBlocks(g.outputs);
        stage = new Stage(g);
        tiling = Tiling.of(g, stage);
        stageSize = stage.size(g.channels, tiling.leadPlaces());
        int columns = tiling.leadTiles() == 1 ? g.places : tiling.leadPlaces() * g.inner;
        panels = new Panels(columns, stageSize, stage.rowOffsets(g.channels, tiling.leadPlaces()));
        ScratchLayout layout = new ScratchLayout();
        stageAt = layout.add(stageSize * tiling.joined() + Width.PANEL);
        panelAt = layout.add(Math.min(DEPTH_BLOCK, g.depth) * Width.PANEL);
        tileAt = layout.add(Tiling.ceil(blocks.count(), tiling.rowTiles()) * RowBlocks.MOST * Width.PANEL);
        numbersAt = layout.add(epilogue.size(g.outputs));
        scratchLength = layout.length();
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        if (g.images * g.places == 0) {
            return 0;
        }
        return phase == 0 ? weights.blocks() : tiling.tiles(g);
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0 ? (long) g.groups * g.outputs * g.depth : (long) (g.flops() / FLOPS_PER_NANOSECOND);
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(weights.spec(1), TensorSpec.of(DType.FLOAT32, g.groups * g.outputs * Width.LANES));
    }

    @Override
    public int preparingPhases() {
        return 1;
    }

    @Override
    public List<Integer> preparedFrom() {
        return operands.bias < 0 ? List.of(operands.weights) : List.of(operands.weights, operands.bias);
    }

    @Override
    public String description() {
        String tile = RowBlocks.MOST + "x" + Width.PANEL;
        return description + " " + tile + (tiling.joined() > 1 ? ", " + tiling.joined() + " images joined" : "");
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        if (phase == 0) {
            pack(frame, from, to);
            return;
        }
        float[] memory = scratch.floats(scratchLength);
        for (int tile = from; tile < to; tile++) {
            int rowTile = tile % tiling.rowTiles();
            int rest = tile / tiling.rowTiles();
            int leadTile = rest % tiling.leadTiles();
            rest /= tiling.leadTiles();
            int group = rest % g.groups;
            int image = rest / g.groups * tiling.joined();
            int images = Math.min(tiling.joined(), g.images - image);
            tile(frame, memory, image, images, group, leadTile, rowTile);
        }
    }

    private void pack(HostFrame frame, int from, int to) {
        float[] starts = frame.workspaceFloats(1);
        for (int block = from; block < to; block++) {
            weights.pack(
                    block,
                    frame.inputFloats(operands.weights),
                    frame.inputOffset(operands.weights),
                    frame.workspaceFloats(0),
                    frame.workspaceOffset(0));
            int inGroup = block % blocks.count();
            int first = block / blocks.count() * g.outputs + blocks.start(inGroup);
            for (int row = first; row < first + blocks.rows(inGroup); row++) {
                float start = operands.bias < 0
                        ? 0
                        : frame.inputFloats(operands.bias)[frame.inputOffset(operands.bias) + row];
                int at = frame.workspaceOffset(1) + row * Width.LANES;
                for (int lane = 0; lane < Width.LANES; lane++) {
                    starts[at + lane] = start;
                }
            }
        }
    }

    private void tile(HostFrame frame, float[] memory, int image, int images, int group, int leadTile, int rowTile) {
        inner.beginTile();
        epilogue.load(frame, group * g.outputs, g.outputs, memory, numbersAt);
        int lead = leadTile * tiling.leadPlaces();
        int channelStride = g.channels * g.plane;
        for (int i = 0; i < images; i++) {
            stage.fill(
                    frame.inputFloats(operands.input),
                    frame.inputOffset(operands.input) + ((image + i) * g.groups + group) * channelStride,
                    g.channels,
                    lead,
                    tiling.leadPlaces(),
                    memory,
                    stageAt + i * stageSize);
        }
        int out = frame.outputOffset(0) + (image * g.groups + group) * g.outputs * g.places + lead * g.inner;
        int inImage = Math.min(tiling.leadPlaces(), g.leadPlaces - lead) * g.inner;
        int columns = images * inImage;
        for (int column = 0; column < columns; ) {
            int vectors = Width.vectors(columns - column, columns);
            int wanted = Math.min(vectors * Width.LANES, columns - column);
            if (wanted == Width.PANEL && column % inImage + wanted <= inImage) {
                int at = out + column / inImage * g.groups * g.outputs * g.places + column % inImage;
                whole(frame, memory, column, group, rowTile, at);
            } else {
                part(frame, memory, column, wanted, vectors, group, rowTile, out);
            }
            column += wanted;
        }
    }

    private int firstBlock(int rowTile) {
        return blocks.count() * rowTile / tiling.rowTiles();
    }

    /** Computes a panel that one image takes whole, straight into the output. */
    private void whole(HostFrame frame, float[] memory, int column, int group, int rowTile, int out) {
        float[] output = frame.outputFloats(0);
        int first = blocks.start(firstBlock(rowTile));
        panel(
                frame,
                memory,
                column,
                Width.PANEL,
                Width.VECTORS,
                group,
                rowTile,
                output,
                out + first * g.places,
                g.places);
        int rows = blocks.start(firstBlock(rowTile + 1)) - first;
        epilogue.apply(
                memory, numbersAt + epilogue.size(first), output, out + first * g.places, g.places, rows, Width.PANEL);
    }

    /** Computes a panel that ends within an image or touches several, in scratch memory first. */
    private void part(
            HostFrame frame, float[] memory, int column, int wanted, int vectors, int group, int rowTile, int out) {
        panel(frame, memory, column, wanted, vectors, group, rowTile, memory, tileAt, Width.PANEL);
        int first = blocks.start(firstBlock(rowTile));
        int rows = blocks.start(firstBlock(rowTile + 1)) - first;
        epilogue.apply(memory, numbersAt + epilogue.size(first), memory, tileAt, Width.PANEL, rows, wanted);
        int imageStride = g.groups * g.outputs * g.places;
        for (int row = 0; row < rows; row++) {
            panels.scatter(
                    memory,
                    tileAt + row * Width.PANEL,
                    column,
                    wanted,
                    frame.outputFloats(0),
                    out + (first + row) * g.places,
                    imageStride);
        }
    }

    /** Computes one panel of the rows of a tile. */
    private void panel(
            HostFrame frame,
            float[] memory,
            int column,
            int wanted,
            int vectors,
            int group,
            int rowTile,
            float[] c,
            int co,
            int crs) {
        int firstBlock = firstBlock(rowTile);
        int endBlock = firstBlock(rowTile + 1);
        int firstRow = blocks.start(firstBlock);
        // what is read once only is not worth copying
        boolean inPlace = endBlock - firstBlock == 1 && panels.isInOneImage(column, wanted);
        for (int k = 0; k == 0 || k < g.depth; k += DEPTH_BLOCK) {
            int depth = Math.min(DEPTH_BLOCK, g.depth - k);
            if (!inPlace) {
                panels.gather(memory, stageAt, k, depth, column, wanted, vectors, memory, panelAt);
            }
            for (int block = firstBlock; block < endBlock; block++) {
                int row = blocks.start(block);
                int rows = blocks.rows(block);
                int at = co + (row - firstRow) * crs;
                inner.panel(
                        rows,
                        vectors,
                        frame.workspaceFloats(0),
                        frame.workspaceOffset(0) + weights.start(group, block) + RowBlocks.stride(rows) * k,
                        memory,
                        inPlace ? stageAt + panels.start(column) : panelAt,
                        inPlace ? panels.views() : panels.rowOffsets(vectors),
                        inPlace ? k : 0,
                        depth,
                        k == 0 ? frame.workspaceFloats(1) : c,
                        k == 0 ? frame.workspaceOffset(1) + (group * g.outputs + row) * Width.LANES : at,
                        k == 0 ? Width.LANES : crs,
                        k == 0 ? 0 : Width.LANES,
                        c,
                        at,
                        crs);
            }
        }
    }
}
