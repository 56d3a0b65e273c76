package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;

/**
 * The one-dimensional transforms of Winograd's F(4, 3), each for many lanes at once, as vectors or as scalar twins of equal
 * bits (Lavin and Gray 2016, arXiv:1509.09308, section 4.1).
 *
 * <p>Up to a vector behind the last lane may be read and written.
 *
 * <p>A method calls each of these at one place only: the JIT copies the transform to every call, and a large method risks that
 * vectors become objects (decision 17).
 */
abstract class WinogradLoops {

    /** Returns the loops that go with the inner kernels of a product. */
    static WinogradLoops of(InnerKernels inner) {
        return inner.isVector() ? VectorWinograd.INSTANCE : ScalarWinograd.INSTANCE;
    }

    /**
     * Makes six numbers of six elements of an image.
     *
     * @param from the elements
     * @param at where the first starts
     * @param step distance between them
     * @param to the numbers
     * @param out where the first starts
     * @param pitch distance between them
     * @param lanes how many of each
     */
    abstract void input(float[] from, int at, int step, float[] to, int out, int pitch, int lanes);

    /**
     * Makes six numbers of three weights.
     *
     * @param from the weights
     * @param at where the first starts
     * @param step distance between them
     * @param to the numbers
     * @param out where the first starts
     * @param pitch distance between them
     * @param lanes how many of each
     */
    abstract void weights(float[] from, int at, int step, float[] to, int out, int pitch, int lanes);

    /**
     * Makes four results of six numbers.
     *
     * @param from the numbers
     * @param at where the first starts
     * @param step distance between them
     * @param to the results
     * @param out where the first starts
     * @param pitch distance between them
     * @param lanes how many of each
     */
    abstract void output(float[] from, int at, int step, float[] to, int out, int pitch, int lanes);

    /**
     * Makes six numbers of the gradients of four results: the adjoint of {@link #output}.
     *
     * @param from the gradients
     * @param at where the first starts
     * @param step distance between them
     * @param to the numbers
     * @param out where the first starts
     * @param pitch distance between them
     * @param lanes how many of each
     */
    abstract void outputGradient(float[] from, int at, int step, float[] to, int out, int pitch, int lanes);

    /**
     * Makes the gradients of three weights of six numbers: the adjoint of {@link #weights}.
     *
     * @param from the numbers
     * @param at where the first starts
     * @param step distance between them
     * @param to the gradients
     * @param out where the first starts
     * @param pitch distance between them
     * @param lanes how many of each
     */
    abstract void weightGradient(float[] from, int at, int step, float[] to, int out, int pitch, int lanes);
}
