package com.example.plain;

/** Counts through nested loops in row-major order, with a position in each of two tensors. */
final class Walk {

    /** What is done at each step, given both positions. */
    interface Step {
        void at(int a, int b);
    }

    private Walk() {}

    /** Walks loops of some sizes; a round of each covers a distance in the first tensor, and one in the second. */
    static void over(int[] sizes, int[] distancesA, int a, int[] distancesB, int b, Step step) {
        over(sizes, 0, distancesA, a, distancesB, b, step);
    }

    private static void over(int[] sizes, int axis, int[] distancesA, int a, int[] distancesB, int b, Step step) {
        if (axis == sizes.length) {
            step.at(a, b);
            return;
        }
        for (int i = 0; i < sizes[axis]; i++) {
            over(sizes, axis + 1, distancesA, a + i * distancesA[axis], distancesB, b + i * distancesB[axis], step);
        }
    }
}
