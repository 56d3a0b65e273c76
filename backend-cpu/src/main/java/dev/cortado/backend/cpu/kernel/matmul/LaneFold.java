package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.VectorPath;

/**
 * Adds the 16 partial sums of each element in a fixed tree: l and l + 8, of those eight l and l + 4, of those four l and
 * l + 2, then the last two.
 */
public final class LaneFold {

    private LaneFold() {}

    /**
     * Folds.
     *
     * @param sums 16 partial sums of each element, one element after the other; destroyed, and behind the last element up to
     *     15 more must fit into the array
     * @param so where they start
     * @param count the number of elements
     * @param result the elements; behind the last one up to 15 floats are overwritten
     * @param ro where they start
     */
    public static void run(float[] sums, int so, int count, float[] result, int ro) {
        if (VectorPath.VECTOR) {
            VectorFold.run(sums, so, count, result, ro);
        } else {
            ScalarFold.run(sums, so, count, result, ro);
        }
    }
}
