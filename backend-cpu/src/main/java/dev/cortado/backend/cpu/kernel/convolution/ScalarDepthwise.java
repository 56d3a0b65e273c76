package dev.cortado.backend.cpu.kernel.convolution;

/** The loops of depthwise convolutions, one element after the other. */
final class ScalarDepthwise extends DepthwiseLoops {

    static final DepthwiseLoops INSTANCE = new ScalarDepthwise();

    private ScalarDepthwise() {}

    @Override
    void add(float[] stage, int at, int[] views, float[] weights, int wi, float[] result, int ri, int count) {
        addFrom(0, stage, at, views, weights, wi, result, ri, count);
    }

    /** Does so from one result on. */
    static void addFrom(
            int first, float[] stage, int at, int[] views, float[] weights, int wi, float[] result, int ri, int count) {
        for (int i = first; i < count; i++) {
            float sum = result[ri + i];
            for (int k = 0; k < views.length; k++) {
                sum = Math.fma(weights[wi + k], stage[at + views[k] + i], sum);
            }
            result[ri + i] = sum;
        }
    }

    @Override
    void dots(float[] stage, int at, int[] views, float[] gradient, int gi, int count, float[] sums, int si) {
        dotsFrom(0, stage, at, views, gradient, gi, count, sums, si);
    }

    /** Does so from one gradient on. */
    static void dotsFrom(
            int first, float[] stage, int at, int[] views, float[] gradient, int gi, int count, float[] sums, int si) {
        for (int k = 0; k < views.length; k++) {
            int view = at + views[k];
            for (int i = first; i < count; i++) {
                int sum = si + k * SUMS + i % SUMS;
                sums[sum] = Math.fma(stage[view + i], gradient[gi + i], sums[sum]);
            }
        }
    }
}
