package com.example.plain;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;

/**
 * The elements of a tensor as doubles, which hold every number of its type.
 *
 * <p>But for int64: its elements are stored bit by bit, and are moved and read as keys of random numbers, no more.
 */
final class Numbers {

    final DType dtype;
    final int[] sizes;
    final int count;
    final double[] array;
    final int offset;

    Numbers(TensorSpec spec, double[] array, int offset) {
        this.dtype = spec.dtype();
        this.sizes = spec.shape().toArray();
        this.count = spec.elements();
        this.array = array;
        this.offset = offset;
    }

    double get(int i) {
        return array[offset + i];
    }

    long bits(int i) {
        return Double.doubleToRawLongBits(array[offset + i]);
    }

    /** Returns a number rounded or wrapped around to the type; infinity is the end of an integer's range. */
    double rounded(double value) {
        return switch (dtype) {
            case FLOAT32 -> (float) value;
            case FLOAT64, INT64 -> value;
            case INT32 -> Double.isInfinite(value) ? (int) value : (int) (long) value;
            case UINT8 -> (long) value & 0xff;
            case BOOL -> value == 0 ? 0 : 1;
        };
    }

    void set(int i, double value) {
        array[offset + i] = rounded(value);
    }

    /** Stores totals, each rounded once. */
    void setAll(double[] totals) {
        for (int i = 0; i < count; i++) {
            set(i, totals[i]);
        }
    }

    void copy(int i, Numbers from, int j) {
        array[offset + i] = from.array[from.offset + j];
    }

    /** Returns how far apart neighbours along each axis are. */
    int[] strides() {
        int[] strides = new int[sizes.length];
        for (int axis = sizes.length - 1, stride = 1; axis >= 0; stride *= sizes[axis--]) {
            strides[axis] = stride;
        }
        return strides;
    }
}
