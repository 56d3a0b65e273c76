package dev.cortado.backend.cpu.kernel.last.depthwise;

/** The loops of depthwise convolutions, one channel after the other. */
final class ScalarLastLoops extends LastLoops {

    static final LastLoops INSTANCE = new ScalarLastLoops();

    private static final int SIDE = 3;
    private static final int FOUR = 4;

    private ScalarLastLoops() {}

    @Override
    void copy(float[] from, int fi, int stride, int channels, int pixels, float[] to, int ti, int width) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            System.arraycopy(from, fi + pixel * stride, to, ti + pixel * width, channels);
        }
    }

    @Override
    void convolve(
            float[] x,
            int[] seen,
            int taps,
            int step,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int stride,
            int count,
            int channels) {
        for (int place = 0; place < count; place++) {
            for (int c = 0; c < channels; c++) {
                float sum = w[start + c];
                for (int tap = 0; tap < taps; tap++) {
                    float value = seen[tap] < 0 ? 0 : x[seen[tap] + place * step + c];
                    sum = Math.fma(w[wi + tap * channels + c], value, sum);
                }
                y[yi + place * stride + c] = sum;
            }
        }
    }

    @Override
    void neighbours(
            float[] x,
            int[] seen,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int stride,
            int count,
            int channels) {
        for (int place = 0; place < count; place++) {
            int first = place / FOUR * FOUR;
            for (int c = 0; c < channels; c++) {
                float sum = w[start + c];
                for (int tap = 0; tap < SIDE * SIDE; tap++) {
                    int column = place - first + tap % SIDE;
                    int part = (column + FOUR - 1) / FOUR;
                    int at = seen[tap / SIDE * SIDE + part];
                    int pixel = part == 1 ? first + column - 1 : first;
                    sum = Math.fma(w[wi + tap * channels + c], at < 0 ? 0 : x[at + pixel * channels + c], sum);
                }
                y[yi + place * stride + c] = sum;
            }
        }
    }

    @Override
    void fourRows(
            float[] x,
            int[] seen,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int pitch,
            int count,
            int channels) {
        for (int i = 0; i < FOUR * count; i++) {
            int row = i / count;
            int place = i % count;
            for (int c = 0; c < channels; c++) {
                float sum = w[start + c];
                for (int tap = 0; tap < SIDE * SIDE; tap++) {
                    int at = seen[row + tap / SIDE];
                    float value = at < 0 ? 0 : x[at + (place + tap % SIDE) * channels + c];
                    sum = Math.fma(w[wi + tap * channels + c], value, sum);
                }
                y[yi + row * pitch + place * channels + c] = sum;
            }
        }
    }

    @Override
    int group(int channels) {
        return channels;
    }

    @Override
    void dots(
            float[] x,
            int at,
            int step,
            int[] offsets,
            float[] dy,
            int di,
            int stride,
            int count,
            int channels,
            float[] sums,
            int si,
            int width) {
        for (int tap = 0; tap < offsets.length; tap++) {
            for (int c = 0; c < channels; c++) {
                float sum = sums[si + tap * width + c];
                for (int place = 0; place < count; place++) {
                    sum = Math.fma(x[at + place * step + offsets[tap] + c], dy[di + place * stride + c], sum);
                }
                sums[si + tap * width + c] = sum;
            }
        }
    }
}
