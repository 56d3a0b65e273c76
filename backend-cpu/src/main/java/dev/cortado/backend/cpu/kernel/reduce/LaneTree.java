package dev.cortado.backend.cpu.kernel.reduce;

import static dev.cortado.backend.cpu.kernel.reduce.RowLoop.LANES;

/** Combines the partial results of a row in a fixed tree: halves are put onto each other until one element is left. */
public final class LaneTree {

    private LaneTree() {}

    /** Returns the sum of the partial sums, overwriting them. */
    public static float sum(float[] lanes) {
        for (int width = LANES / 2; width > 0; width /= 2) {
            for (int l = 0; l < width; l++) {
                lanes[l] = lanes[l] + lanes[l + width];
            }
        }
        return lanes[0];
    }

    /** Returns the largest, overwriting them. */
    public static float max(float[] lanes) {
        for (int width = LANES / 2; width > 0; width /= 2) {
            for (int l = 0; l < width; l++) {
                lanes[l] = Math.max(lanes[l], lanes[l + width]);
            }
        }
        return lanes[0];
    }

    /** Returns the smallest, overwriting them. */
    public static float min(float[] lanes) {
        for (int width = LANES / 2; width > 0; width /= 2) {
            for (int l = 0; l < width; l++) {
                lanes[l] = Math.min(lanes[l], lanes[l + width]);
            }
        }
        return lanes[0];
    }
}
