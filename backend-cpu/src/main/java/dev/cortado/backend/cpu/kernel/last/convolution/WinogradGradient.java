package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient at the weights of a 3x3 convolution of images with channels last by the adjoint of Winograd's F(4x4, 3x3) (Lavin
 * and Gray 2016, arXiv:1509.09308): both operands are transformed tile by tile, and outer products summed at each of 36 points.
 *
 * <p>Lines of tiles are cut into shares, whose number depends on shapes alone. Within a share an element is one chain of fused
 * multiply-adds in the order of tiles; then the shares are added in their order.
 */
final class WinogradGradient implements HostKernel {

    private static final int POINTS = WinogradPanels.POINTS;
    private static final int ALL = POINTS * POINTS;
    private static final int TAPS = 3;
    private static final int GROUP = InnerKernels.GROUP;
    private static final double FLOPS_PER_NANOSECOND = 200;
    private static final int MOST_SHARES = 4;
    /** Floats of sums that all shares together may take, if two are to be had for less. */
    private static final int SUMS = 5_000_000;
    /** Tiles that are transformed at once. */
    private static final int TILES = 64;

    private final ImageConvolution g;
    private final InnerKernels inner;
    private final WinogradLoops loops;
    private final WinogradSide input;
    private final WinogradSide gradient;
    private final int lines;
    private final int step;
    private final int shares;
    private final int rows;
    private final int pitch;
    private final int zerosAt;
    private final int scratchLength;

    WinogradGradient(ImageConvolution g, InnerKernels inner) {
        this.g = g;
        this.inner = inner;
        loops = WinogradLoops.of(inner);
        Grid grid = Grid.forward(g).get(0);
        Grid map = WinogradMap.tiles(grid);
        lines = g.images() * map.rows();
        step = Math.max(1, Math.min(lines, TILES / map.columns()));
        rows = (g.outputs() + GROUP - 1) / GROUP * GROUP;
        pitch = Width.roundUp(g.channels());
        int affordable = Math.max(2, SUMS / (ALL * rows * pitch));
        shares = Math.min(lines, Integer.highestOneBit(Math.min(MOST_SHARES, affordable)));
        ScratchLayout layout = new ScratchLayout();
        zerosAt = layout.add(Width.PAIR);
        input = WinogradSide.input(map, g, step, loops, layout);
        gradient = WinogradSide.gradient(map, g, step, loops, layout);
        scratchLength = Math.max(layout.length(), finishing());
    }

    /** Tells whether this is the fastest way. */
    static boolean suits(ImageConvolution g) {
        return WinogradMap.suits(
                Grid.forward(g).get(0),
                g.rows().size(),
                g.columns().size(),
                g.channels(),
                g.outputs(),
                WinogradChoice.LEAST_PLACES);
    }

    private int finishing() {
        return (ALL + TAPS * POINTS + TAPS * TAPS) * pitch + Width.UNIT;
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? shares : g.outputs();
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0 ? (long) (g.flops() / FLOPS_PER_NANOSECOND) : (long) ALL * shares * rows * pitch / 4;
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, shares, ALL, rows, pitch));
    }

    @Override
    public Accuracy accuracy() {
        return Accuracy.WINOGRAD_4;
    }

    @Override
    public String description() {
        return "weight gradient F(4x4, 3x3), channels last";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(scratchLength);
        if (phase == 1) {
            for (int output = from; output < to; output++) {
                finish(frame, output, memory);
            }
            return;
        }
        int[] places = scratch.ints(input.most());
        Arrays.fill(memory, zerosAt, zerosAt + Width.PAIR, 0);
        for (int share = from; share < to; share++) {
            inner.beginTile();
            int start = (int) ((long) lines * share / shares);
            int end = (int) ((long) lines * (share + 1) / shares);
            for (int line = start; line < end; line += step) {
                int next = Math.min(end, line + step);
                int count = input.fill(frame.inputFloats(0), frame.inputOffset(0), line, next, memory, places);
                gradient.fill(frame.inputFloats(1), frame.inputOffset(1), line, next, memory, places);
                multiply(frame, share, count, line == start, memory);
            }
        }
    }

    private void multiply(HostFrame frame, int share, int count, boolean isFirst, float[] memory) {
        float[] c = frame.workspaceFloats(0);
        for (int point = 0; point < ALL; point++) {
            int sums = frame.workspaceOffset(0) + (share * ALL + point) * rows * pitch;
            for (int column = 0; column < g.channels(); column += Width.PAIR) {
                int vectors = pitch - column > Width.LANES ? 2 : 1;
                for (int row = 0; row < g.outputs(); row += InnerKernels.MOST_ROWS) {
                    int at = sums + row * pitch + column;
                    inner.outer(
                            InnerKernels.MOST_ROWS,
                            vectors,
                            memory,
                            gradient.start(point, row / GROUP) + row % GROUP,
                            memory,
                            input.start(point, column / Width.PAIR),
                            count,
                            isFirst ? memory : c,
                            isFirst ? zerosAt : at,
                            isFirst ? 0 : pitch,
                            c,
                            at,
                            pitch);
                }
            }
        }
    }

    /** Adds the shares of an output channel and transforms them to the gradients of its weights. */
    private void finish(HostFrame frame, int output, float[] memory) {
        float[] sums = frame.workspaceFloats(0);
        for (int point = 0; point < ALL; point++) {
            int from = frame.workspaceOffset(0) + (point * rows + output) * pitch;
            Shares.add(sums, from, ALL * rows * pitch, shares, pitch, memory, point * pitch);
        }
        int half = ALL * pitch;
        int taps = half + TAPS * POINTS * pitch;
        // columns, then rows, through one call: see WinogradLoops
        for (int i = 0; i < POINTS + TAPS; i++) {
            boolean column = i < POINTS;
            int row = i - POINTS;
            loops.weightGradient(
                    memory,
                    column ? i * pitch : half + row * POINTS * pitch,
                    column ? POINTS * pitch : pitch,
                    memory,
                    column ? half + i * pitch : taps + row * TAPS * pitch,
                    column ? POINTS * pitch : pitch,
                    pitch);
        }
        float[] weights = frame.outputFloats(0);
        int out = frame.outputOffset(0) + output * g.channels() * TAPS * TAPS;
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int tap = 0; tap < TAPS * TAPS; tap++) {
                weights[out + channel * TAPS * TAPS + tap] = memory[taps + tap * pitch + channel];
            }
        }
    }
}
