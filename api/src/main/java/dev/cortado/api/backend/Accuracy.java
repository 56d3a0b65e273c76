package dev.cortado.api.backend;

import dev.cortado.api.Stability;

/**
 * How exact the algorithm of a kernel is, as a class with a bound that the conformance kit fixes.
 *
 * <p>The bounds are {@code c * eps * sqrt(K)} times the sum of the absolute terms; the constants stand in the kit's table.
 */
@Stability.Experimental
public enum Accuracy {
    /** As the kit's table says for the operation: exact, rounded once, or a sum in any order. */
    USUAL,
    /** Convolution by Winograd's F(2x2, 3x3). */
    WINOGRAD_2,
    /** Convolution by Winograd's F(4x4, 3x3). */
    WINOGRAD_4
}
