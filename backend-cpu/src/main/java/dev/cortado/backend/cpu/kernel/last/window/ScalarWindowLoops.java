package dev.cortado.backend.cpu.kernel.last.window;

/** The loops of windows, one channel after the other. */
final class ScalarWindowLoops implements WindowLoops {

    static final WindowLoops INSTANCE = new ScalarWindowLoops();

    private ScalarWindowLoops() {}

    @Override
    public void sum(float[] x, int at, Taps taps, float[] y, int yi, int channels) {
        for (int c = 0; c < channels; c++) {
            float sum = 0;
            for (int offset : taps.offsets()) {
                sum += x[at + offset + c];
            }
            y[yi + c] = sum;
        }
    }

    @Override
    public void max(float[] x, int at, Taps taps, float[] y, int yi, int channels) {
        for (int c = 0; c < channels; c++) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int offset : taps.offsets()) {
                largest = Math.max(largest, x[at + offset + c]);
            }
            y[yi + c] = largest;
        }
    }

    @Override
    public void search(float[] x, int at, Taps taps, float[] winners, int wi, int channels) {
        for (int c = 0; c < channels; c++) {
            int winner = 0;
            float largest = x[at + taps.offsets()[0] + c];
            for (int tap = 1; tap < taps.offsets().length; tap++) {
                float candidate = x[at + taps.offsets()[tap] + c];
                if (wins(candidate, largest)) {
                    winner = tap;
                    largest = candidate;
                }
            }
            winners[wi + c] = winner;
        }
    }

    @Override
    public void add(float[] winners, int wi, float tap, float[] dy, int di, float[] dx, int xi, int channels) {
        addFrom(0, winners, wi, tap, dy, di, dx, xi, channels);
    }

    /** Does so from one channel on. */
    static void addFrom(
            int first, float[] winners, int wi, float tap, float[] dy, int di, float[] dx, int xi, int channels) {
        for (int c = first; c < channels; c++) {
            if (winners[wi + c] == tap) {
                dx[xi + c] += dy[di + c];
            }
        }
    }

    @Override
    public void maxHalving(float[] x, int xi, int row, float[] y, int yi, int count, int channels) {
        for (int place = 0; place < count; place++) {
            for (int c = 0; c < channels; c++) {
                int a = xi + 2 * place * channels + c;
                float upper = Math.max(x[a], x[a + channels]);
                float lower = Math.max(x[a + row], x[a + row + channels]);
                y[yi + place * channels + c] = Math.max(upper, lower);
            }
        }
    }

    @Override
    public void halvingGradient(
            float[] x, int xi, int row, float[] dy, int di, float[] dx, int dxi, int count, int channels) {
        for (int place = 0; place < count; place++) {
            for (int c = 0; c < channels; c++) {
                int at = 2 * place * channels + c;
                float gradient = dy[di + place * channels + c];
                float a = x[xi + at];
                float b = x[xi + at + channels];
                float d = x[xi + at + row];
                float e = x[xi + at + row + channels];
                boolean right = wins(b, a);
                boolean lowerRight = wins(e, d);
                boolean lower = wins(lowerRight ? e : d, right ? b : a);
                dx[dxi + at] = !lower && !right ? gradient : 0;
                dx[dxi + at + channels] = !lower && right ? gradient : 0;
                dx[dxi + at + row] = lower && !lowerRight ? gradient : 0;
                dx[dxi + at + row + channels] = lower && lowerRight ? gradient : 0;
            }
        }
    }

    /** Tells whether an element is chosen over one that stands before it. */
    private static boolean wins(float later, float earlier) {
        return later > earlier || later != later;
    }
}
