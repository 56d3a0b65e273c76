package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.api.Tensor;
import dev.cortado.api.op.Binary;
import dev.cortado.backend.cpu.kernel.VectorPath;

/** What is done to the results of a product while they are in the cache. */
public enum Activation {
    /** Nothing. */
    NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
    /** The larger of the element and 0; NaN stays. */
    RELU(0, Float.POSITIVE_INFINITY),
    /** The same, but no more than 6. */
    RELU6(0, 6);

    private final float floor;
    private final float ceiling;

    Activation(float floor, float ceiling) {
        this.floor = floor;
        this.ceiling = ceiling;
    }

    /** Returns what results are not below; NaN stays. */
    public float floor() {
        return floor;
    }

    /** Returns what results are not above; NaN stays. */
    public float ceiling() {
        return ceiling;
    }

    /** Returns the same as a traced operation. */
    public Tensor of(Tensor x) {
        return switch (this) {
            case NONE -> x;
            case RELU -> x.relu();
            case RELU6 -> x.scalar(Binary.Kind.GREATER_EQUAL, ceiling).select(x.filled(x.shape(), ceiling), x.relu());
        };
    }

    /**
     * Applies it to rows.
     *
     * @param c the elements
     * @param co where they start
     * @param stride distance between rows
     * @param rows how many
     * @param columns elements of a row
     */
    public void apply(float[] c, int co, int stride, int rows, int columns) {
        if (this == NONE) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            int at = co + row * stride;
            int done = VectorPath.VECTOR ? VectorRectifier.run(c, at, columns, ceiling) : 0;
            for (int i = done; i < columns; i++) {
                c[at + i] = Math.min(Math.max(c[at + i], 0), ceiling);
            }
        }
    }
}
