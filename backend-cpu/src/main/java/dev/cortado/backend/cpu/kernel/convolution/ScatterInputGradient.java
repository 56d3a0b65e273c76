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
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a convolution with respect to its input: every tap's product of weights and gradient is added to where
 * the tap looked.
 *
 * <p>Unlike the reversed convolution it multiplies no zeros, neither those that a stride spreads nor those around the
 * gradient. For each tap of the tail there is a chain of fused multiply-adds over taps of the lead, then output channels;
 * the chains are added in order.
 */
final class ScatterInputGradient implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 60;
    private static final int LARGEST_STAGE = 64 * 1024;
    private static final int WANTED_TILES = 32;

    private final Geometry g;
    private final InnerKernels inner;
    /** Where the weights of each output channel lie. */
    private final int[] outputOffsets;

    private final Stage stage;
    private final StageSum sum;
    private final RowBlocks blocks;
    private final RowBlocks lastBlocks;
    private final int channels;
    private final int channelTiles;
    private final int columns;
    private final int[][] panelOffsets = new int[Width.VECTORS + 1][];
    private final int stageAt;
    private final int planesAt;
    private final int panelsAt;
    private final int scratchLength;

    ScatterInputGradient(Geometry g, InnerKernels inner) {
        this.g = g;
        this.inner = inner;
        outputOffsets = new int[g.outputs];
        for (int output = 0; output < g.outputs; output++) {
            outputOffsets[output] = output * g.depth;
        }
        stage = new Stage(g);
        sum = new StageSum(g, stage, inner.isVector());
        columns = Width.roundUp(g.places);
        channels = channels(g, stage);
        channelTiles = Tiling.ceil(g.channels, channels);
        blocks = new RowBlocks(channels);
        lastBlocks = new RowBlocks(g.channels - (channelTiles - 1) * channels);
        for (int vectors = 1; vectors <= Width.VECTORS; vectors++) {
            panelOffsets[vectors] = new int[g.outputs];
            for (int output = 0; output < g.outputs; output++) {
                panelOffsets[vectors][output] = output * vectors * Width.LANES;
            }
        }
        ScratchLayout layout = new ScratchLayout();
        int before = Width.roundUp(sum.readsBefore());
        stageAt = before + layout.add(before + stage.size(channels, g.leadPlaces) + Width.UNIT);
        planesAt = layout.add(channels * g.plane);
        panelsAt = layout.add(g.outputs * columns);
        scratchLength = layout.length();
    }

    /** Returns a multiple of a block that keeps the stage in the second-level cache and gives tiles enough. */
    private static int channels(Geometry g, Stage stage) {
        int channels = g.channels;
        while (channels > RowBlocks.MOST
                && (stage.size(channels, g.leadPlaces) > LARGEST_STAGE
                        || g.images * g.groups * Tiling.ceil(g.channels, channels) < WANTED_TILES)) {
            int tiles = Tiling.ceil(g.channels, channels) + 1;
            channels = Math.min(channels - 1, Tiling.ceil(g.channels, tiles));
            channels = Tiling.ceil(channels, RowBlocks.MOST) * RowBlocks.MOST;
            if (Tiling.ceil(g.channels, channels) < tiles) {
                channels -= RowBlocks.MOST;
            }
        }
        return Math.max(1, channels);
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? g.taps * channelTiles * g.groups : g.images * g.groups * channelTiles;
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0 ? (long) g.groups * g.outputs * g.depth : (long) (g.flops() / FLOPS_PER_NANOSECOND);
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, g.taps, packedTap()));
    }

    @Override
    public String description() {
        return "input gradient by taps " + RowBlocks.MOST + "x" + Width.PANEL;
    }

    private int packedGroup() {
        return ((channelTiles - 1) * blocks.packedRows() + lastBlocks.packedRows()) * g.outputs;
    }

    private int packedTap() {
        return g.groups * packedGroup();
    }

    private int packed(int tap, int group, int channelTile) {
        return tap * packedTap() + group * packedGroup() + channelTile * blocks.packedRows() * g.outputs;
    }

    private RowBlocks blocks(int channelTile) {
        return channelTile == channelTiles - 1 ? lastBlocks : blocks;
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(scratchLength);
        for (int tile = from; tile < to; tile++) {
            int channelTile = tile % channelTiles;
            int group = tile / channelTiles % g.groups;
            int rest = tile / channelTiles / g.groups;
            if (phase == 0) {
                pack(frame, rest, group, channelTile);
            } else {
                tile(frame, memory, rest, group, channelTile);
            }
        }
    }

    private void pack(HostFrame frame, int tap, int group, int channelTile) {
        RowBlocks rows = blocks(channelTile);
        int from = frame.inputOffset(0) + group * g.outputs * g.depth + channelTile * channels * g.taps + tap;
        int to = frame.workspaceOffset(0) + packed(tap, group, channelTile);
        for (int block = 0; block < rows.count(); block++) {
            RowBlocks.pack(
                    frame.inputFloats(0),
                    from + rows.start(block) * g.taps,
                    g.taps,
                    rows.rows(block),
                    outputOffsets,
                    g.outputs,
                    frame.workspaceFloats(0),
                    to + rows.packedStart(block) * g.outputs);
        }
    }

    private void tile(HostFrame frame, float[] memory, int image, int group, int channelTile) {
        inner.beginTile();
        int index = image * g.groups + group;
        fillPanels(frame.inputFloats(1), frame.inputOffset(1) + index * g.outputs * g.places, memory);
        RowBlocks rows = blocks(channelTile);
        int count = rows.start(rows.count());
        int size = stage.size(count, g.leadPlaces);
        RowCopy.zero(memory, stageAt, size);
        int channelStride = size / g.tailTaps / count;
        for (int tap = 0; tap < g.taps; tap++) {
            int target =
                    stageAt + tap % g.tailTaps * count * channelStride + stage.tapStart(tap / g.tailTaps, g.leadPlaces);
            int ao = frame.workspaceOffset(0) + packed(tap, group, channelTile);
            addTap(frame.workspaceFloats(0), ao, rows, memory, target, channelStride);
        }
        sum.run(memory, stageAt, count, memory, planesAt);
        int out = frame.outputOffset(0) + (index * g.channels + channelTile * channels) * g.plane;
        System.arraycopy(memory, planesAt, frame.output(0), out, count * g.plane);
    }

    /** Copies the gradient's channels to panels, with zeros behind the last place. */
    private void fillPanels(float[] gradient, int go, float[] memory) {
        int at = panelsAt;
        for (int column = 0; column < columns; ) {
            int width = Width.vectorsWithin(columns - column) * Width.LANES;
            int wanted = Math.max(0, Math.min(width, g.places - column));
            for (int output = 0; output < g.outputs; output++) {
                int from = go + output * g.places + column;
                if (wanted > 0) {
                    System.arraycopy(gradient, from, memory, at, wanted);
                }
                Arrays.fill(memory, at + wanted, at + width, 0);
                at += width;
            }
            column += width;
        }
    }

    private void addTap(float[] packed, int ao, RowBlocks rows, float[] memory, int target, int channelStride) {
        for (int block = 0; block < rows.count(); block++) {
            int panel = panelsAt;
            for (int column = 0; column < columns; ) {
                int vectors = Width.vectorsWithin(columns - column);
                int c = target + rows.start(block) * channelStride + column;
                inner.panel(
                        rows.rows(block),
                        vectors,
                        packed,
                        ao + rows.packedStart(block) * g.outputs,
                        memory,
                        panel,
                        panelOffsets[vectors],
                        0,
                        g.outputs,
                        memory,
                        c,
                        channelStride,
                        Width.LANES,
                        memory,
                        c,
                        channelStride);
                panel += g.outputs * vectors * Width.LANES;
                column += vectors * Width.LANES;
            }
        }
    }
}
