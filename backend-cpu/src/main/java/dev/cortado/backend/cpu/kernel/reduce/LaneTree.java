package dev.cortado.backend.cpu.kernel.reduce;

/**
 * Combines the {@value RowLoop#LANES} partial results of a row in a fixed tree: halves are put onto each other until one
 * element is left. Written out, since a loop over an array takes three times as long.
 */
public final class LaneTree {

    private LaneTree() {}

    /** Returns the sum of the partial sums. */
    public static float sum(float[] x) {
        float a0 = x[0] + x[8];
        float a1 = x[1] + x[9];
        float a2 = x[2] + x[10];
        float a3 = x[3] + x[11];
        float a4 = x[4] + x[12];
        float a5 = x[5] + x[13];
        float a6 = x[6] + x[14];
        float a7 = x[7] + x[15];
        float b0 = a0 + a4;
        float b1 = a1 + a5;
        float b2 = a2 + a6;
        float b3 = a3 + a7;
        return (b0 + b2) + (b1 + b3);
    }

    /** Returns the largest. */
    public static float max(float[] x) {
        float a0 = Math.max(x[0], x[8]);
        float a1 = Math.max(x[1], x[9]);
        float a2 = Math.max(x[2], x[10]);
        float a3 = Math.max(x[3], x[11]);
        float a4 = Math.max(x[4], x[12]);
        float a5 = Math.max(x[5], x[13]);
        float a6 = Math.max(x[6], x[14]);
        float a7 = Math.max(x[7], x[15]);
        float b0 = Math.max(a0, a4);
        float b1 = Math.max(a1, a5);
        float b2 = Math.max(a2, a6);
        float b3 = Math.max(a3, a7);
        return Math.max(Math.max(b0, b2), Math.max(b1, b3));
    }

    /** Returns the smallest. */
    public static float min(float[] x) {
        float a0 = Math.min(x[0], x[8]);
        float a1 = Math.min(x[1], x[9]);
        float a2 = Math.min(x[2], x[10]);
        float a3 = Math.min(x[3], x[11]);
        float a4 = Math.min(x[4], x[12]);
        float a5 = Math.min(x[5], x[13]);
        float a6 = Math.min(x[6], x[14]);
        float a7 = Math.min(x[7], x[15]);
        float b0 = Math.min(a0, a4);
        float b1 = Math.min(a1, a5);
        float b2 = Math.min(a2, a6);
        float b3 = Math.min(a3, a7);
        return Math.min(Math.min(b0, b2), Math.min(b1, b3));
    }
}
