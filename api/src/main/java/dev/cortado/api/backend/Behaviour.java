package dev.cortado.api.backend;

import dev.cortado.api.Stability;

/**
 * What a backend may lack and still be a backend; whatever {@link Backend#lacks} does not name is promised.
 *
 * <p>Of what is lacked, a kernel is refused ({@link Backend#prepare} returns empty) or right, never wrong. The conformance
 * kit asserts that, and that nothing is named here which in fact works throughout.
 */
@Stability.Experimental
public enum Behaviour {
    /** Elements of type float64. */
    FLOAT64(true),
    /** Elements of type int32; without them neither labels nor random words are understood. */
    INT32(true),
    /** Elements of type int64, besides the key of random bits. */
    INT64(true),
    /** Elements of type uint8. */
    UINT8(true),
    /** Truth values as elements. */
    BOOL(true),
    /** Tensors without elements, and sums over none. */
    EMPTY_TENSORS(true),
    /** Tensors of more than four axes. */
    MANY_AXES(true),
    /** Convolutions and windows over another number of axes than two. */
    WINDOWS_OF_ANY_RANK(true),
    /** Convolutions in more than one group. */
    GROUPED_CONVOLUTION(true),
    /** Convolutions whose input or kernel is dilated, and dilated windows. */
    DILATION(true),
    /** Padding that differs between the two sides, and negative padding. */
    UNEVEN_PADDING(true),
    /** Sorting. */
    SORT(true),
    /** Taking and adding up elements by computed indices. */
    GATHER_AND_SCATTER(true),
    /** Random words of Philox. */
    RANDOM_BITS(true),
    /** The error function. */
    ERROR_FUNCTION(true),
    /** NaN, infinities and signed zeros as the operations specify them. */
    SPECIAL_VALUES(false),
    /** Numbers below the smallest normal one; without them they count as 0. */
    SUBNORMALS(false),
    /** The same bits whenever the same kernel meets the same operands. */
    SAME_BITS_EVERY_RUN(false),
    /** The same bits for any number of threads. */
    THREAD_INVARIANCE(false),
    /** The same bits for a sample alone and among others. */
    BATCH_INVARIANCE(false);

    private final boolean refusable;

    Behaviour(boolean refusable) {
        this.refusable = refusable;
    }

    /** Tells whether kernels that need it can be refused; the others are properties of results. */
    public boolean isRefusable() {
        return refusable;
    }
}
