package dev.cortado.backend.cpu.kernel.window;

/** The sum over 2x2 windows: the twin of {@link VectorSumHalving}. */
final class ScalarSumHalving implements HalvingLoops {

    @Override
    public void rows(float[] x, int xi, int width, int pairs, float[] y) {
        for (int pair = 0; pair < pairs; pair++) {
            int top = xi + 2 * pair * width;
            for (int i = 0; i < width; i++) {
                y[pair * width + i] = x[top + i] + x[top + width + i];
            }
        }
    }

    @Override
    public void columns(float[] x, int xi, float[] y, int yi, int n) {
        combine(x, xi, y, yi, n);
    }

    static void combine(float[] x, int xi, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = x[xi + 2 * i] + x[xi + 2 * i + 1];
        }
    }
}
