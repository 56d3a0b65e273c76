package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import java.util.Arrays;

/**
 * The gradient of the kernels of a depthwise convolution: products, along the places, of the gradient and what each tap sees.
 *
 * <p>Place p of a plane, or of a piece of one, goes to partial sum p modulo 16; images follow one another. Then halves of
 * the partial sums are added until one is left.
 */
final class DepthwiseWeightGradient implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 8;
    private static final int SUMS = DepthwiseLoops.SUMS;

    private final Geometry g;
    private final InnerKernels inner;
    private final DepthwiseLoops loops;
    private final Stage stage;
    private final DepthwiseTiling tiling;
    private final int[] views;
    private final int stageAt;
    private final int sumsAt;
    private final int scratchLength;

    DepthwiseWeightGradient(Geometry g, InnerKernels inner) {
        this.g = g;
        this.inner = inner;
        loops = DepthwiseLoops.of(inner);
        stage = new Stage(g);
        tiling = DepthwiseTiling.of(g, stage);
        views = stage.rowOffsets(1, tiling.leadPlaces());
        ScratchLayout layout = new ScratchLayout();
        stageAt = layout.add(stage.size(1, tiling.leadPlaces()));
        sumsAt = layout.add(g.outputs * g.taps * SUMS);
        scratchLength = layout.length();
    }

    @Override
    public int tiles(int phase) {
        return g.groups;
    }

    @Override
    public long nanoseconds(int phase) {
        return (long) (g.flops() / FLOPS_PER_NANOSECOND);
    }

    @Override
    public String description() {
        return "depthwise weight gradient";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(scratchLength);
        inner.beginTile();
        for (int group = from; group < to; group++) {
            Arrays.fill(memory, sumsAt, sumsAt + g.outputs * g.taps * SUMS, 0);
            for (int image = 0; image < g.images; image++) {
                for (int piece = 0; piece < tiling.pieces(); piece++) {
                    add(frame, memory, image * g.groups + group, piece * tiling.leadPlaces());
                }
            }
            float[] result = frame.outputFloats(0);
            int out = frame.outputOffset(0) + group * g.outputs * g.taps;
            for (int i = 0; i < g.outputs * g.taps; i++) {
                result[out + i] = fold(memory, sumsAt + i * SUMS);
            }
        }
    }

    private void add(HostFrame frame, float[] memory, int plane, int lead) {
        stage.fill(
                frame.inputFloats(0),
                frame.inputOffset(0) + plane * g.plane,
                1,
                lead,
                tiling.leadPlaces(),
                memory,
                stageAt);
        int count = Math.min(tiling.leadPlaces(), g.leadPlaces - lead) * g.inner;
        for (int i = 0; i < g.outputs; i++) {
            int gradient = frame.inputOffset(1) + (plane * g.outputs + i) * g.places + lead * g.inner;
            int sums = sumsAt + i * g.taps * SUMS;
            loops.dots(memory, stageAt, views, frame.inputFloats(1), gradient, count, memory, sums);
        }
    }

    private static float fold(float[] sums, int at) {
        for (int half = SUMS / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[at + i] += sums[at + i + half];
            }
        }
        return sums[at];
    }
}
