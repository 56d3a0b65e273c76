package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
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
 * The gradient of 3x3 weights as the adjoint of {@link WinogradConvolution}: tiles of the input and of the gradient are
 * transformed, multiplied and summed over tiles at each of 36 points, and the sums are transformed to nine taps.
 *
 * <p>The batch is split into parts by shapes alone; their sums are added in order.
 */
final class WinogradWeightGradient implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 120;
    private static final int POINTS = WinogradWeights.POINTS;
    private static final int ALL_POINTS = POINTS * POINTS;
    private static final int TAPS = 3;
    private static final int ALL_TAPS = TAPS * TAPS;
    private static final int MOST_PARTS = 8;
    /** With fewer pairs of channels, transforming takes longer than what is saved. */
    private static final int LEAST_PAIRS = 64 * 128;

    /** Floats that the sums of all parts may take. */
    private static final int LARGEST_SUMS = 8 << 20;

    private final Geometry g;
    private final InnerKernels inner;
    private final WinogradLoops loops;
    private final WinogradTiles tiles;
    private final WinogradRows inputs;
    private final WinogradRows gradients;
    private final RowBlocks blocks;
    private final int parts;
    /** Distance between two rows of sums, and between the sums of two points. */
    private final int rowPitch;

    private final int pointPitch;
    private final int scratchLength;
    private final int totalsAt;
    private final int halfAt;
    private final int tapsAt;

    WinogradWeightGradient(Geometry g, InnerKernels inner) {
        this.g = g;
        this.inner = inner;
        loops = WinogradLoops.of(inner);
        tiles = new WinogradTiles(g, columns(g));
        blocks = new RowBlocks(g.outputs);
        ScratchLayout layout = new ScratchLayout();
        inputs = WinogradRows.inputs(g, tiles, loops, layout);
        gradients = WinogradRows.gradients(g, tiles, blocks, loops, layout);
        rowPitch = inputs.pitch();
        pointPitch = g.outputs * rowPitch;
        int fitting = LARGEST_SUMS / (ALL_POINTS * pointPitch);
        parts = Math.max(1, Math.min(Math.min(MOST_PARTS, fitting), tiles.panels));
        ScratchLayout ending = new ScratchLayout();
        totalsAt = ending.add(ALL_POINTS * rowPitch);
        halfAt = ending.add(POINTS * TAPS * rowPitch);
        tapsAt = ending.add(ALL_TAPS * rowPitch);
        scratchLength = Math.max(layout.length(), ending.length());
    }

    /** More tiles at a time for more channels, whose sums are read and written once for all of them. */
    private static int columns(Geometry g) {
        int pairs = g.channels * g.outputs;
        return pairs <= 64 * 64 ? 32 : pairs <= 128 * 128 ? 64 : 128;
    }

    /** Tells whether this is the fastest way. */
    static boolean suits(Geometry g) {
        return WinogradConvolution.suits(g)
                && g.channels * g.outputs >= LEAST_PAIRS
                && Tiling.ceil(g.width, WinogradTiles.SIZE) <= columns(g)
                && (long) ALL_POINTS * g.outputs * Width.roundUp(g.channels) <= LARGEST_SUMS;
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? (g.images * g.places == 0 ? 0 : parts) : g.outputs;
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0 ? (long) (g.flops() / FLOPS_PER_NANOSECOND) : (long) parts * ALL_POINTS * pointPitch / 8;
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, parts, ALL_POINTS, g.outputs, rowPitch));
    }

    @Override
    public Accuracy accuracy() {
        return Accuracy.WINOGRAD_4;
    }

    @Override
    public String description() {
        return "weight gradient F(4x4, 3x3) in " + parts + " parts";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(scratchLength);
        for (int tile = from; tile < to; tile++) {
            inner.beginTile();
            if (phase == 0) {
                part(frame, memory, tile);
            } else {
                finish(frame, memory, tile);
            }
        }
    }

    private void part(HostFrame frame, float[] memory, int part) {
        float[] sums = frame.workspaceFloats(0);
        int so = frame.workspaceOffset(0) + part * ALL_POINTS * pointPitch;
        Arrays.fill(sums, so, so + ALL_POINTS * pointPitch, 0);
        int end = tiles.panels * (part + 1) / parts;
        for (int panel = tiles.panels * part / parts; panel < end; panel++) {
            inputs.fill(frame.inputFloats(0), frame.inputOffset(0), panel, memory);
            gradients.fill(frame.inputFloats(1), frame.inputOffset(1), panel, memory);
            int depth = (tiles.end(panel) - panel * tiles.rows) * tiles.across;
            for (int point = 0; point < ALL_POINTS; point++) {
                for (int block = 0; block < blocks.count(); block++) {
                    multiply(memory, point, block, depth, sums, so + point * pointPitch);
                }
            }
        }
    }

    private void multiply(float[] memory, int point, int block, int depth, float[] sums, int so) {
        int row = so + blocks.start(block) * rowPitch;
        for (int group = 0; group < inputs.groups(); group++) {
            int width = inputs.width(group);
            for (int column = 0; column < width; ) {
                int vectors = Width.vectorsWithin(width - column);
                int at = row + inputs.offset(group) + column;
                inner.panel(
                        blocks.rows(block),
                        vectors,
                        memory,
                        gradients.start(point, block),
                        memory,
                        inputs.start(point, group) + column,
                        inputs.rowOffsets(group),
                        0,
                        depth,
                        sums,
                        at,
                        rowPitch,
                        Width.LANES,
                        sums,
                        at,
                        rowPitch);
                column += vectors * Width.LANES;
            }
        }
    }

    /** Adds the parts of an output channel and transforms their sum. */
    private void finish(HostFrame frame, float[] memory, int output) {
        float[] sums = frame.workspaceFloats(0);
        for (int point = 0; point < ALL_POINTS; point++) {
            int to = totalsAt + point * rowPitch;
            Arrays.fill(memory, to, to + rowPitch, 0);
            for (int part = 0; part < tiles(0); part++) {
                int at = frame.workspaceOffset(0) + (part * ALL_POINTS + point) * pointPitch + output * rowPitch;
                RowCopy.add(sums, at, rowPitch, memory, to);
            }
        }
        for (int column = 0; column < POINTS; column++) {
            loops.weightGradient(
                    memory,
                    totalsAt + column * rowPitch,
                    POINTS * rowPitch,
                    memory,
                    halfAt + column * rowPitch,
                    POINTS * rowPitch,
                    rowPitch);
        }
        for (int row = 0; row < TAPS; row++) {
            loops.weightGradient(
                    memory,
                    halfAt + row * POINTS * rowPitch,
                    rowPitch,
                    memory,
                    tapsAt + row * TAPS * rowPitch,
                    rowPitch,
                    rowPitch);
        }
        float[] result = frame.outputFloats(0);
        int out = frame.outputOffset(0) + output * g.channels * ALL_TAPS;
        for (int tap = 0; tap < ALL_TAPS; tap++) {
            for (int channel = 0; channel < g.channels; channel++) {
                result[out + channel * ALL_TAPS + tap] = memory[tapsAt + tap * rowPitch + inputs.place(channel)];
            }
        }
    }
}
