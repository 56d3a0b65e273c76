package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.DType;

/** Reads and writes elements of arrays of any type, floating ones as double ("real"), others as long ("whole"). */
final class Numbers {

    private Numbers() {}

    static double real(Object array, DType dtype, int index) {
        return dtype == DType.FLOAT32 ? ((float[]) array)[index] : ((double[]) array)[index];
    }

    static void setReal(Object array, DType dtype, int index, double value) {
        if (dtype == DType.FLOAT32) {
            ((float[]) array)[index] = (float) value;
        } else {
            ((double[]) array)[index] = value;
        }
    }

    static long whole(Object array, DType dtype, int index) {
        return switch (dtype) {
            case INT32 -> ((int[]) array)[index];
            case INT64 -> ((long[]) array)[index];
            case UINT8 -> ((byte[]) array)[index] & 0xff;
            default -> ((byte[]) array)[index];
        };
    }

    /** Stores an integer, wrapped around to the range of its type. */
    static void setWhole(Object array, DType dtype, int index, long value) {
        switch (dtype) {
            case INT32 -> ((int[]) array)[index] = (int) value;
            case INT64 -> ((long[]) array)[index] = value;
            default -> ((byte[]) array)[index] = (byte) value;
        }
    }

    /** Returns the lowest integer of a type. */
    static long lowest(DType dtype) {
        return switch (dtype) {
            case INT32 -> Integer.MIN_VALUE;
            case INT64 -> Long.MIN_VALUE;
            default -> 0;
        };
    }

    /** Returns the highest integer of a type. */
    static long highest(DType dtype) {
        return switch (dtype) {
            case INT32 -> Integer.MAX_VALUE;
            case INT64 -> Long.MAX_VALUE;
            case UINT8 -> 255;
            default -> 1;
        };
    }

    /** Compares elements of floating types: NaN is larger than all numbers and equal to itself, -0 equals 0. */
    static int compare(double a, double b) {
        if (a < b) {
            return -1;
        }
        return a > b ? 1 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }

    /** Compares two elements of one array of any type. */
    static int compare(Object array, DType dtype, int i, int j) {
        return dtype.isFloating()
                ? compare(real(array, dtype, i), real(array, dtype, j))
                : Long.compare(whole(array, dtype, i), whole(array, dtype, j));
    }
}
