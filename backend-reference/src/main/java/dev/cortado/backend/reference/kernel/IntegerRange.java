package dev.cortado.backend.reference.kernel;

import dev.cortado.api.DType;

/** Knows the lowest and highest value of each integer type. */
final class IntegerRange {

    private IntegerRange() {}

    static long lowest(DType dtype) {
        return switch (dtype) {
            case INT32 -> Integer.MIN_VALUE;
            case INT64 -> Long.MIN_VALUE;
            case UINT8 -> 0;
            default -> throw new IllegalStateException(dtype + " is no integer type");
        };
    }

    static long highest(DType dtype) {
        return switch (dtype) {
            case INT32 -> Integer.MAX_VALUE;
            case INT64 -> Long.MAX_VALUE;
            case UINT8 -> 255;
            default -> throw new IllegalStateException(dtype + " is no integer type");
        };
    }
}
