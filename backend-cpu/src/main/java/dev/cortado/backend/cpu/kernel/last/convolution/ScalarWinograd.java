package dev.cortado.backend.cpu.kernel.last.convolution;

/** The transforms of Winograd's F(4, 3), one lane after the other. */
final class ScalarWinograd extends WinogradLoops {

    static final WinogradLoops INSTANCE = new ScalarWinograd();

    static final float MINUS_SIXTH = -1 / 6f;
    static final float TWELFTH = 1 / 12f;
    static final float TWENTY_FOURTH = 1 / 24f;

    private ScalarWinograd() {}

    @Override
    void input(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i++) {
            float d0 = from[at + i];
            float d1 = from[at + step + i];
            float d2 = from[at + 2 * step + i];
            float d3 = from[at + 3 * step + i];
            float d4 = from[at + 4 * step + i];
            float d5 = from[at + 5 * step + i];
            float even = Math.fma(-4, d2, d4);
            float odd = Math.fma(-4, d1, d3);
            float near = d4 - d2;
            float twice = (d3 - d1) + (d3 - d1);
            to[out + i] = Math.fma(4, d0, Math.fma(-5, d2, d4));
            to[out + pitch + i] = even + odd;
            to[out + 2 * pitch + i] = even - odd;
            to[out + 3 * pitch + i] = near + twice;
            to[out + 4 * pitch + i] = near - twice;
            to[out + 5 * pitch + i] = Math.fma(4, d1, Math.fma(-5, d3, d5));
        }
    }

    @Override
    void weights(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i++) {
            float w0 = from[at + i];
            float w1 = from[at + step + i];
            float w2 = from[at + 2 * step + i];
            float ends = w0 + w2;
            float steep = Math.fma(4, w2, w0);
            float twice = w1 + w1;
            to[out + i] = w0 * 0.25f;
            to[out + pitch + i] = (ends + w1) * MINUS_SIXTH;
            to[out + 2 * pitch + i] = (ends - w1) * MINUS_SIXTH;
            to[out + 3 * pitch + i] = (steep + twice) * TWENTY_FOURTH;
            to[out + 4 * pitch + i] = (steep - twice) * TWENTY_FOURTH;
            to[out + 5 * pitch + i] = w2;
        }
    }

    @Override
    void output(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i++) {
            float m0 = from[at + i];
            float m1 = from[at + step + i];
            float m2 = from[at + 2 * step + i];
            float m3 = from[at + 3 * step + i];
            float m4 = from[at + 4 * step + i];
            float m5 = from[at + 5 * step + i];
            float nearSum = m1 + m2;
            float nearDifference = m1 - m2;
            float farSum = m3 + m4;
            float farDifference = m3 - m4;
            to[out + i] = m0 + nearSum + farSum;
            to[out + pitch + i] = Math.fma(2, farDifference, nearDifference);
            to[out + 2 * pitch + i] = Math.fma(4, farSum, nearSum);
            to[out + 3 * pitch + i] = Math.fma(8, farDifference, nearDifference) + m5;
        }
    }

    @Override
    void outputGradient(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i++) {
            float y0 = from[at + i];
            float y1 = from[at + step + i];
            float y2 = from[at + 2 * step + i];
            float y3 = from[at + 3 * step + i];
            float even = y0 + y2;
            float odd = y1 + y3;
            float farEven = Math.fma(4, y2, y0);
            float farOdd = Math.fma(4, y3, y1);
            float twice = farOdd + farOdd;
            to[out + i] = y0;
            to[out + pitch + i] = even + odd;
            to[out + 2 * pitch + i] = even - odd;
            to[out + 3 * pitch + i] = farEven + twice;
            to[out + 4 * pitch + i] = farEven - twice;
            to[out + 5 * pitch + i] = y3;
        }
    }

    @Override
    void weightGradient(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i++) {
            float m0 = from[at + i];
            float m1 = from[at + step + i];
            float m2 = from[at + 2 * step + i];
            float m3 = from[at + 3 * step + i];
            float m4 = from[at + 4 * step + i];
            float m5 = from[at + 5 * step + i];
            float nearSum = m1 + m2;
            float nearDifference = m1 - m2;
            float farSum = m3 + m4;
            float farDifference = m3 - m4;
            to[out + i] = Math.fma(TWENTY_FOURTH, farSum, Math.fma(MINUS_SIXTH, nearSum, m0 * 0.25f));
            to[out + pitch + i] = Math.fma(TWELFTH, farDifference, nearDifference * MINUS_SIXTH);
            to[out + 2 * pitch + i] = Math.fma(MINUS_SIXTH, nearSum - farSum, m5);
        }
    }
}
