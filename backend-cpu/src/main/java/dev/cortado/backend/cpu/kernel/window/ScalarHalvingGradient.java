package dev.cortado.backend.cpu.kernel.window;

/** The gradient of a maximum over 2x2 windows: the twin of {@link VectorHalvingGradient}. */
final class ScalarHalvingGradient {

    private ScalarHalvingGradient() {}

    static void run(float[] x, int xi, int width, int pairs, float[] dy, int dyi, float[] dx, int dxi) {
        for (int pair = 0; pair < pairs; pair++) {
            int top = 2 * pair * width;
            for (int j = 0; j < width / 2; j++) {
                int a = top + 2 * j;
                int c = a + width;
                float gradient = dy[dyi + pair * (width / 2) + j];
                boolean right = wins(x[xi + a + 1], x[xi + a]);
                boolean lowerRight = wins(x[xi + c + 1], x[xi + c]);
                boolean lower = wins(lowerRight ? x[xi + c + 1] : x[xi + c], right ? x[xi + a + 1] : x[xi + a]);
                dx[dxi + a] = !lower && !right ? gradient : 0;
                dx[dxi + a + 1] = !lower && right ? gradient : 0;
                dx[dxi + c] = lower && !lowerRight ? gradient : 0;
                dx[dxi + c + 1] = lower && lowerRight ? gradient : 0;
            }
        }
    }

    /** Tells whether an element is chosen over one that stands before it. */
    private static boolean wins(float later, float earlier) {
        return later > earlier || later != later;
    }
}
