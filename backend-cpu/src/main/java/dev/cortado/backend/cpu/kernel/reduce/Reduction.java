package dev.cortado.backend.cpu.kernel.reduce;

import dev.cortado.api.op.Reduce;

/**
 * How elements are combined.
 *
 * @param identity the result over no elements
 * @param row combines a row to one element
 * @param columns combines the columns of a matrix
 */
public record Reduction(float identity, RowLoop row, ColumnLoop columns) {

    private static final float LOWEST = Float.NEGATIVE_INFINITY;
    private static final float HIGHEST = Float.POSITIVE_INFINITY;

    /**
     * Returns a reduction.
     *
     * @param vectors which twins of the loops to take
     */
    public static Reduction of(Reduce.Kind kind, boolean vectors) {
        return vectors ? vector(kind) : scalar(kind);
    }

    private static Reduction vector(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> new Reduction(0, VectorRows::sum, VectorColumns::sum);
            case SUM_SQUARES -> new Reduction(0, VectorRows::sumSquares, VectorColumns::sumSquares);
            case MAX -> new Reduction(LOWEST, VectorRows::max, VectorColumns::max);
            case MIN -> new Reduction(HIGHEST, VectorRows::min, VectorColumns::min);
        };
    }

    private static Reduction scalar(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> new Reduction(0, ScalarRows::sum, ScalarColumns::sum);
            case SUM_SQUARES -> new Reduction(0, ScalarRows::sumSquares, ScalarColumns::sumSquares);
            case MAX -> new Reduction(LOWEST, ScalarRows::max, ScalarColumns::max);
            case MIN -> new Reduction(HIGHEST, ScalarRows::min, ScalarColumns::min);
        };
    }
}
