package dev.cortado.backend.reference.kernel;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import java.util.Objects;

/**
 * The elements of one tensor, numbered from 0 in row-major order, as a part of a Java array.
 *
 * <p>Floating types are read and stored as {@code double} ("real"), integers and truth values as {@code long}
 * ("whole").
 */
public final class Elements {

    private final TensorSpec spec;
    private final Object array;
    private final int offset;
    private final int count;

    /** Creates a view of the elements from {@code offset} on. */
    public Elements(TensorSpec spec, Object array, int offset) {
        this.spec = spec;
        this.array = array;
        this.offset = offset;
        this.count = spec.elements();
    }

    /** Returns one element of a type, holding a number rounded or truncated to it. */
    static Elements number(DType dtype, double number) {
        TensorSpec scalar = new TensorSpec(dtype, Shape.scalar());
        return new Elements(scalar, HostTensor.filled(scalar, number).array(), 0);
    }

    DType dtype() {
        return spec.dtype();
    }

    Shape shape() {
        return spec.shape();
    }

    int count() {
        return count;
    }

    boolean isFloating() {
        return spec.dtype().isFloating();
    }

    /** Returns an element of a floating type. */
    double real(int index) {
        return switch (spec.dtype()) {
            case FLOAT32 -> ((float[]) array)[place(index)];
            case FLOAT64 -> ((double[]) array)[place(index)];
            default -> throw wrongType();
        };
    }

    /** Stores an element of a floating type, rounded to nearest. */
    void setReal(int index, double value) {
        switch (spec.dtype()) {
            case FLOAT32 -> ((float[]) array)[place(index)] = (float) value;
            case FLOAT64 -> ((double[]) array)[place(index)] = value;
            default -> throw wrongType();
        }
    }

    /** Returns an element of an integer type, or a truth value as 0 or 1. */
    long whole(int index) {
        return switch (spec.dtype()) {
            case INT32 -> ((int[]) array)[place(index)];
            case INT64 -> ((long[]) array)[place(index)];
            case UINT8 -> ((byte[]) array)[place(index)] & 0xff;
            case BOOL -> ((byte[]) array)[place(index)] == 0 ? 0 : 1;
            default -> throw wrongType();
        };
    }

    /** Stores an element of an integer type, wrapped around to its range, or the truth value "is not 0". */
    void setWhole(int index, long value) {
        switch (spec.dtype()) {
            case INT32 -> ((int[]) array)[place(index)] = (int) value;
            case INT64 -> ((long[]) array)[place(index)] = value;
            case UINT8 -> ((byte[]) array)[place(index)] = (byte) value;
            case BOOL -> ((byte[]) array)[place(index)] = (byte) (value == 0 ? 0 : 1);
            default -> throw wrongType();
        }
    }

    /** Stores a truth value. */
    void setTruth(int index, boolean value) {
        setWhole(index, value ? 1 : 0);
    }

    /** Copies one element of another tensor of the same type, bit by bit. */
    void copy(int index, Elements from, int fromIndex) {
        System.arraycopy(from.array, from.place(fromIndex), array, place(index), 1);
    }

    private int place(int index) {
        return offset + Objects.checkIndex(index, count);
    }

    private IllegalStateException wrongType() {
        return new IllegalStateException("the kernel treats " + spec + " as another type");
    }
}
