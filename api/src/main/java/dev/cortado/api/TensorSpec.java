package dev.cortado.api;

import java.util.Objects;

/**
 * What is known of a tensor before its values: element type and shape.
 *
 * @param dtype the type of the elements
 * @param shape the sizes along each axis
 */
@Stability.Stable
public record TensorSpec(DType dtype, Shape shape) {

    /** Creates a spec; neither part may be null. */
    public TensorSpec {
        Objects.requireNonNull(dtype, "dtype");
        Objects.requireNonNull(shape, "shape");
    }

    /** Returns a spec of the given type and sizes. */
    public static TensorSpec of(DType dtype, int... sizes) {
        return new TensorSpec(dtype, Shape.of(sizes));
    }

    /** Returns the number of elements. */
    public int elements() {
        return shape.elements();
    }

    /** Returns the size of all elements in bytes. */
    public long bytes() {
        return (long) elements() * dtype.bytes();
    }

    /** Returns this spec with another shape. */
    public TensorSpec with(Shape other) {
        return new TensorSpec(dtype, other);
    }

    /** Returns this spec with another element type. */
    public TensorSpec with(DType other) {
        return new TensorSpec(other, shape);
    }

    /** Returns the type and sizes, such as {@code float32 64x1x28x28}. */
    @Override
    public String toString() {
        return dtype.name().toLowerCase(java.util.Locale.ROOT) + " " + shape;
    }
}
