package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.convolution.PanelConvolution.Operands;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import java.util.Arrays;

/**
 * Convolution of every channel with kernels of its own: vectors run over places, and the taps of a kernel over views of a
 * {@link Stage}.
 *
 * <p>An output is its bias (or 0) plus the taps in order, by fused multiply-adds, as in {@link PanelConvolution}.
 */
final class DepthwiseConvolution implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 8;

    private final Geometry g;
    private final Operands operands;
    private final Epilogue epilogue;
    private final boolean reversed;
    private final String description;
    private final InnerKernels inner;
    private final DepthwiseLoops loops;
    private final Stage stage;
    private final DepthwiseTiling tiling;
    private final int[] views;
    private final int stageAt;
    private final int weightsAt;
    private final int numbersAt;
    private final int scratchLength;

    /**
     * Prepares the kernel.
     *
     * @param reversed whether taps come in reverse order, as they do for the gradient of the input
     */
    DepthwiseConvolution(
            Geometry g,
            Operands operands,
            Epilogue epilogue,
            boolean reversed,
            String description,
            InnerKernels inner) {
        this.g = g;
        this.operands = operands;
        this.epilogue = epilogue;
        this.reversed = reversed;
        this.description = description;
        this.inner = inner;
        loops = DepthwiseLoops.of(inner);
        stage = new Stage(g);
        tiling = DepthwiseTiling.of(g, stage);
        views = stage.rowOffsets(1, tiling.leadPlaces());
        ScratchLayout layout = new ScratchLayout();
        stageAt = layout.add(stage.size(1, tiling.leadPlaces()));
        weightsAt = layout.add(g.taps);
        numbersAt = layout.add(epilogue.size(1));
        scratchLength = layout.length();
    }

    @Override
    public int tiles(int phase) {
        return g.places == 0 ? 0 : g.images * g.groups * tiling.pieces();
    }

    @Override
    public long nanoseconds(int phase) {
        return (long) (g.flops() / FLOPS_PER_NANOSECOND);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(scratchLength);
        inner.beginTile();
        for (int tile = from; tile < to; tile++) {
            int plane = tile / tiling.pieces();
            int lead = tile % tiling.pieces() * tiling.leadPlaces();
            stage.fill(
                    frame.inputFloats(operands.input()),
                    frame.inputOffset(operands.input()) + plane * g.plane,
                    1,
                    lead,
                    tiling.leadPlaces(),
                    memory,
                    stageAt);
            for (int i = 0; i < g.outputs; i++) {
                output(frame, memory, plane, plane % g.groups * g.outputs + i, i, lead);
            }
        }
    }

    private void output(HostFrame frame, float[] memory, int plane, int channel, int inGroup, int lead) {
        float[] weights = frame.inputFloats(operands.weights());
        int wo = frame.inputOffset(operands.weights()) + channel * g.taps;
        for (int tap = 0; tap < g.taps; tap++) {
            memory[weightsAt + tap] = weights[wo + (reversed ? g.taps - 1 - tap : tap)];
        }
        float start = operands.bias() < 0
                ? 0
                : frame.inputFloats(operands.bias())[frame.inputOffset(operands.bias()) + channel];
        float[] output = frame.outputFloats(0);
        int out = frame.outputOffset(0) + (plane * g.outputs + inGroup) * g.places + lead * g.inner;
        int count = Math.min(tiling.leadPlaces(), g.leadPlaces - lead) * g.inner;
        Arrays.fill(output, out, out + count, start);
        loops.add(memory, stageAt, views, memory, weightsAt, output, out, count);
        epilogue.load(frame, channel, 1, memory, numbersAt);
        epilogue.apply(memory, numbersAt, output, out, 0, 1, count);
    }
}
