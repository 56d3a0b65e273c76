package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.DotBlocks;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import java.util.List;

/**
 * The gradient of a convolution with respect to its kernel: products, along the places, of the gradient's channels and what
 * the taps see.
 *
 * <p>Places of joined images, or of a piece of one, are numbered in a row; place p goes to partial sum p modulo 16. Images
 * follow one another within a chunk of the batch. The folded sums of the chunks are added in order.
 */
final class DotWeightGradient implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 80;
    private static final int FEW = 24;
    private static final int STEP = DotBlocks.STEP;
    private static final int STEP_BLOCK = 48;
    private static final int SUM_TILE = 4096;

    private final Geometry g;
    private final InnerKernels inner;
    private final GradientTiling tiling;
    private final Stage stage;
    private final RowBlocks blocks;
    private final RowBlocks lastBlocks;
    private final int weights;
    /** Depth of a part that is summed over at once, in places rounded up. */
    private final int partLength;

    private final ColumnPanels columns;
    private final int stageAt;
    private final int columnsAt;
    private final int rowAt;
    private final int rowsAt;
    private final int sumsAt;
    private final int foldedAt;
    private final int scratchLength;

    DotWeightGradient(Geometry g, InnerKernels inner) {
        this.g = g;
        this.inner = inner;
        stage = new Stage(g);
        tiling = GradientTiling.of(g);
        blocks = new RowBlocks(tiling.outputs());
        lastBlocks = new RowBlocks(g.outputs - (tiling.outputTiles() - 1) * tiling.outputs());
        weights = g.groups * g.outputs * g.depth;
        int places = tiling.joined() > 1 ? tiling.joined() * g.places : tiling.leadPlaces() * g.inner;
        partLength = (places + STEP - 1) / STEP * STEP;
        columns = new ColumnPanels(g, stage, tiling, partLength);
        int padded = GradientTiling.paddedColumns(tiling.channels() * g.taps);
        ScratchLayout layout = new ScratchLayout();
        stageAt = layout.add(columns.stageSize());
        columnsAt = layout.add(columns.packedSize());
        rowAt = layout.add(partLength);
        rowsAt = layout.add(RowBlocks.stride(RowBlocks.MOST) * partLength);
        sumsAt = layout.add(tiling.outputs() * padded * STEP + STEP * STEP);
        foldedAt = layout.add(tiling.outputs() * padded);
        scratchLength = layout.length();
    }

    /** Tells whether a tap's channels and those of its neighbours are too few to fill vectors with. */
    static boolean suits(Geometry g) {
        return g.images == 0 || g.channels * g.tail.get(g.tail.size() - 1).taps() < FEW;
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        if (weights == 0) {
            return 0;
        }
        return phase == 0 ? tiling.tiles(g) : tiling.chunks() == 1 ? 0 : Tiling.ceil(weights, SUM_TILE);
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0 ? (long) (g.flops() / FLOPS_PER_NANOSECOND) : (long) weights * tiling.chunks() / 4;
    }

    @Override
    public List<TensorSpec> workspace() {
        return tiling.chunks() == 1 ? List.of() : List.of(TensorSpec.of(DType.FLOAT32, tiling.chunks() * weights));
    }

    @Override
    public String description() {
        return "weight gradient 6x4x16"
                + (tiling.joined() > 1 ? ", " + tiling.joined() + " images joined" : "")
                + (tiling.chunks() > 1 ? ", " + tiling.chunks() + " chunks" : "");
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        if (phase == 1) {
            for (int tile = from; tile < to; tile++) {
                addChunks(frame, tile * SUM_TILE, Math.min(weights, (tile + 1) * SUM_TILE));
            }
            return;
        }
        float[] memory = scratch.floats(scratchLength);
        for (int tile = from; tile < to; tile++) {
            int outputTile = tile % tiling.outputTiles();
            int rest = tile / tiling.outputTiles();
            int channelTile = rest % tiling.channelTiles();
            rest /= tiling.channelTiles();
            tile(frame, memory, rest / g.groups, rest % g.groups, channelTile, outputTile);
        }
    }

    private void addChunks(HostFrame frame, int from, int to) {
        float[] parts = frame.workspaceFloats(0);
        float[] out = frame.outputFloats(0);
        int at = frame.outputOffset(0) + from;
        System.arraycopy(parts, frame.workspaceOffset(0) + from, out, at, to - from);
        for (int chunk = 1; chunk < tiling.chunks(); chunk++) {
            RowCopy.add(parts, frame.workspaceOffset(0) + chunk * weights + from, to - from, out, at);
        }
    }

    private void tile(HostFrame frame, float[] memory, int chunk, int group, int channelTile, int outputTile) {
        inner.beginTile();
        int channel = channelTile * tiling.channels();
        int channels = Math.min(tiling.channels(), g.channels - channel);
        int output = outputTile * tiling.outputs();
        int outputs = Math.min(tiling.outputs(), g.outputs - output);
        int padded = GradientTiling.paddedColumns(channels * g.taps);
        RowCopy.zero(memory, sumsAt, outputs * padded * STEP);
        int end = tiling.firstImage(g, chunk + 1);
        for (int image = tiling.firstImage(g, chunk); image < end; image += tiling.joined()) {
            int images = Math.min(tiling.joined(), end - image);
            for (int piece = 0; piece < tiling.pieces(); piece++) {
                int lead = piece * tiling.leadPlaces();
                int leads = Math.min(tiling.leadPlaces(), g.leadPlaces - lead);
                int places = leads * g.inner;
                columns.fill(
                        frame.inputFloats(0),
                        frame.inputOffset(0) + ((image * g.groups + group) * g.channels + channel) * g.plane,
                        images,
                        channels,
                        lead,
                        memory,
                        stageAt,
                        columnsAt);
                int gradient = frame.inputOffset(1)
                        + ((image * g.groups + group) * g.outputs + output) * g.places
                        + lead * g.inner;
                multiply(frame.inputFloats(1), gradient, images, places, outputs, channels, padded, memory);
            }
        }
        store(frame, memory, chunk, group, output, outputs, channel, channels, padded);
    }

    private void multiply(
            float[] gradient, int go, int images, int places, int outputs, int channels, int padded, float[] memory) {
        int length = (images * places + STEP - 1) / STEP;
        int at = columns.isPacked() ? columnsAt : stageAt;
        int[] starts = columns.starts(channels);
        RowBlocks split = outputs == tiling.outputs() ? blocks : lastBlocks;
        for (int block = 0; block < split.count(); block++) {
            int row = split.start(block);
            int rows = split.rows(block);
            int distance = RowBlocks.stride(rows) * STEP;
            for (int r = 0; r < rows; r++) {
                packRow(gradient, go + (row + r) * g.places, images, places, memory, rowsAt + r * STEP, distance);
            }
            for (int step = 0; step < length; step += STEP_BLOCK) {
                int steps = Math.min(STEP_BLOCK, length - step);
                for (int column = 0; column < padded; column += DotBlocks.COLUMNS) {
                    inner.dot(
                            rows,
                            memory,
                            rowsAt + step * distance,
                            memory,
                            at + step * STEP,
                            starts,
                            column,
                            steps,
                            memory,
                            sumsAt + (row * padded + column * rows) * STEP);
                }
            }
        }
    }

    /** Packs one channel of the gradient, its places in a row over all images, with zeros at the end. */
    private void packRow(float[] gradient, int go, int images, int places, float[] memory, int target, int distance) {
        int imageStride = g.groups * g.outputs * g.places;
        if (places % STEP == 0) {
            for (int i = 0; i < images; i++) {
                int at = target + i * places / STEP * distance;
                RowCopy.spread(gradient, go + i * imageStride, places / STEP, memory, at, distance);
            }
            return;
        }
        for (int i = 0; i < images; i++) {
            RowCopy.copy(gradient, go + i * imageStride, places, memory, rowAt + i * places);
        }
        int length = (images * places + STEP - 1) / STEP;
        RowCopy.zero(memory, rowAt + images * places, length * STEP - images * places);
        RowCopy.spread(memory, rowAt, length, memory, target, distance);
    }

    private void store(
            HostFrame frame,
            float[] memory,
            int chunk,
            int group,
            int output,
            int outputs,
            int channel,
            int channels,
            int padded) {
        inner.fold(memory, sumsAt, outputs * padded, memory, foldedAt);
        boolean direct = tiling.chunks() == 1;
        float[] out = direct ? frame.outputFloats(0) : frame.workspaceFloats(0);
        int base = direct ? frame.outputOffset(0) : frame.workspaceOffset(0) + chunk * weights;
        int wanted = channels * g.taps;
        RowBlocks split = outputs == tiling.outputs() ? blocks : lastBlocks;
        for (int block = 0; block < split.count(); block++) {
            int row = split.start(block);
            int rows = split.rows(block);
            for (int r = 0; r < rows; r++) {
                int at = base + (group * g.outputs + output + row + r) * g.depth + channel * g.taps;
                int from = foldedAt + row * padded + r * DotBlocks.COLUMNS;
                for (int k = 0; k < wanted; k++) {
                    out[at + k] =
                            memory[from + k / DotBlocks.COLUMNS * DotBlocks.COLUMNS * rows + k % DotBlocks.COLUMNS];
                }
            }
        }
    }
}
