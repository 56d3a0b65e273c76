package dev.cortado.backend.cpu.kernel.softmax;

/** The loops of softmax: the twin of {@link VectorSoftmax}. */
final class ScalarSoftmax implements SoftmaxLoops {

    @Override
    public void divide(float[] x, int xi, float divisor, float[] y, int yi, int n) {
        divideTail(x, xi, divisor, y, yi, n);
    }

    static void divideTail(float[] x, int xi, float divisor, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = x[xi + i] / divisor;
        }
    }

    @Override
    public void subtract(float[] x, int xi, float first, float second, float[] y, int yi, int n) {
        subtractTail(x, xi, first, second, y, yi, n);
    }

    static void subtractTail(float[] x, int xi, float first, float second, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = x[xi + i] - first - second;
        }
    }
}
