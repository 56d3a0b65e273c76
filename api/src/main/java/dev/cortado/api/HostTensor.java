package dev.cortado.api;

import java.util.Arrays;

/**
 * A dense tensor in a Java array, in row-major order: how values enter and leave Cortado.
 *
 * <p>The array is not copied, neither in nor out; whoever shares it must not write to it while another reads.
 */
@Stability.Stable
public final class HostTensor {

    private final TensorSpec spec;
    private final Object array;

    private HostTensor(TensorSpec spec, Object array) {
        this.spec = spec;
        this.array = array;
    }

    /**
     * Wraps an array of the kind that {@link DType} names for the spec's type.
     *
     * @throws IllegalArgumentException if the array's kind or length does not fit the spec
     */
    public static HostTensor of(TensorSpec spec, Object array) {
        if (array.getClass() != spec.dtype().newArray(0).getClass()) {
            throw new IllegalArgumentException(
                    spec + " cannot be held in a " + array.getClass().getSimpleName());
        }
        if (java.lang.reflect.Array.getLength(array) != spec.elements()) {
            throw new IllegalArgumentException(spec + " has " + spec.elements() + " elements, but the array has "
                    + java.lang.reflect.Array.getLength(array));
        }
        return new HostTensor(spec, array);
    }

    /** Wraps floats as a tensor of the given sizes. */
    public static HostTensor of(float[] values, int... sizes) {
        return of(TensorSpec.of(DType.FLOAT32, sizes), values);
    }

    /** Wraps doubles as a tensor of the given sizes. */
    public static HostTensor of(double[] values, int... sizes) {
        return of(TensorSpec.of(DType.FLOAT64, sizes), values);
    }

    /** Wraps ints as a tensor of the given sizes. */
    public static HostTensor of(int[] values, int... sizes) {
        return of(TensorSpec.of(DType.INT32, sizes), values);
    }

    /** Wraps longs as a tensor of the given sizes. */
    public static HostTensor of(long[] values, int... sizes) {
        return of(TensorSpec.of(DType.INT64, sizes), values);
    }

    /** Returns a tensor of zeros. */
    public static HostTensor zeros(TensorSpec spec) {
        return new HostTensor(spec, spec.dtype().newArray(spec.elements()));
    }

    /** Returns a tensor in which every element has the given value, rounded or truncated to its type. */
    public static HostTensor filled(TensorSpec spec, double value) {
        HostTensor tensor = zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            tensor.set(i, value);
        }
        return tensor;
    }

    /** Returns element type and shape. */
    public TensorSpec spec() {
        return spec;
    }

    /** Returns the element type. */
    public DType dtype() {
        return spec.dtype();
    }

    /** Returns the shape. */
    public Shape shape() {
        return spec.shape();
    }

    /** Returns the backing array itself, of the kind that {@link DType} names. */
    public Object array() {
        return array;
    }

    /** Returns the backing array of a {@link DType#FLOAT32} tensor. */
    public float[] floats() {
        return (float[]) array;
    }

    /** Returns the backing array of a {@link DType#FLOAT64} tensor. */
    public double[] doubles() {
        return (double[]) array;
    }

    /** Returns the backing array of an {@link DType#INT32} tensor. */
    public int[] ints() {
        return (int[]) array;
    }

    /** Returns the backing array of an {@link DType#INT64} tensor. */
    public long[] longs() {
        return (long[]) array;
    }

    /** Returns the backing array of a {@link DType#UINT8} or {@link DType#BOOL} tensor. */
    public byte[] bytes() {
        return (byte[]) array;
    }

    /** Returns one element as a double, whatever the type; unsigned bytes as 0..255. */
    public double get(int index) {
        switch (spec.dtype()) {
            case FLOAT32:
                return floats()[index];
            case FLOAT64:
                return doubles()[index];
            case INT32:
                return ints()[index];
            case INT64:
                return longs()[index];
            case UINT8:
                return bytes()[index] & 0xff;
            default:
                return bytes()[index];
        }
    }

    /** Stores one element, rounded to a float type, truncated to an integer type, or as "not 0" to a truth value. */
    public void set(int index, double value) {
        switch (spec.dtype()) {
            case FLOAT32:
                floats()[index] = (float) value;
                break;
            case FLOAT64:
                doubles()[index] = value;
                break;
            case INT32:
                ints()[index] = (int) value;
                break;
            case INT64:
                longs()[index] = (long) value;
                break;
            case UINT8:
                bytes()[index] = (byte) (int) value;
                break;
            default:
                bytes()[index] = (byte) (value != 0 ? 1 : 0);
        }
    }

    /** Stores a whole number: narrower integers take its low bits, floating types the nearest number. */
    private void setInteger(int index, long value) {
        switch (spec.dtype()) {
            case FLOAT32:
                floats()[index] = value;
                break;
            case INT32:
                ints()[index] = (int) value;
                break;
            case INT64:
                longs()[index] = value;
                break;
            case UINT8:
                bytes()[index] = (byte) value;
                break;
            default:
                set(index, value);
        }
    }

    /** Returns the value of a tensor of one element. */
    public double scalar() {
        if (spec.elements() != 1) {
            throw new IllegalStateException(spec + " is not a single value");
        }
        return get(0);
    }

    /** Returns a copy with its own array. */
    public HostTensor copy() {
        HostTensor copy = zeros(spec);
        System.arraycopy(array, 0, copy.array, 0, spec.elements());
        return copy;
    }

    /** Returns the same values under another shape of as many elements; the array is shared. */
    public HostTensor reshape(int... sizes) {
        return of(spec.with(Shape.of(sizes)), array);
    }

    /** Returns the values converted to another type. */
    public HostTensor cast(DType dtype) {
        HostTensor result = zeros(spec.with(dtype));
        for (int i = 0; i < spec.elements(); i++) {
            if (spec.dtype() == DType.INT64) {
                result.setInteger(i, longs()[i]);
            } else {
                result.set(i, get(i));
            }
        }
        return result;
    }

    /** Tells whether spec and every element are the same, floating values compared by their bits. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof HostTensor tensor) || !spec.equals(tensor.spec)) {
            return false;
        }
        switch (spec.dtype()) {
            case FLOAT32:
                return Arrays.equals(floats(), tensor.floats());
            case FLOAT64:
                return Arrays.equals(doubles(), tensor.doubles());
            case INT32:
                return Arrays.equals(ints(), tensor.ints());
            case INT64:
                return Arrays.equals(longs(), tensor.longs());
            default:
                return Arrays.equals(bytes(), tensor.bytes());
        }
    }

    @Override
    public int hashCode() {
        int hash = spec.hashCode();
        for (int i = 0; i < Math.min(spec.elements(), 64); i++) {
            hash = 31 * hash + Double.hashCode(get(i));
        }
        return hash;
    }

    /** Returns the spec and up to eight values. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(spec.toString()).append(" [");
        for (int i = 0; i < Math.min(8, spec.elements()); i++) {
            text.append(i == 0 ? "" : ", ").append(get(i));
        }
        return text.append(spec.elements() > 8 ? ", ...]" : "]").toString();
    }
}
