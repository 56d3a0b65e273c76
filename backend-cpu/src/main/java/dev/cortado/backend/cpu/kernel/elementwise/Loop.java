package dev.cortado.backend.cpu.kernel.elementwise;

/** A function of up to three operands applied element by element; implementations are loops without a branch. */
@FunctionalInterface
interface Loop {

    /**
     * Applies the function.
     *
     * @param a the first operand and, after it, the index of its first element
     * @param b the second operand; ignored if there is none
     * @param c the third operand; ignored if there is none
     * @param y the result, which may stand exactly where an operand stands
     * @param n the number of elements
     */
    void run(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n);
}
