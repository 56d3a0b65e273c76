package dev.cortado.api;

/** The type of a tensor's elements; there is no silent promotion between types. */
@Stability.Stable
public enum DType {
    /** IEEE 754 binary32; held in {@code float[]}. */
    FLOAT32(4),
    /** IEEE 754 binary64; held in {@code double[]}. */
    FLOAT64(8),
    /** 32-bit two's complement; held in {@code int[]}. */
    INT32(4),
    /** 64-bit two's complement; held in {@code long[]}. */
    INT64(8),
    /** Unsigned bytes; held in {@code byte[]}. */
    UINT8(1),
    /** Truth values 0 and 1; held in {@code byte[]}. */
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Tells whether this is {@link #FLOAT32} or {@link #FLOAT64}. */
    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** Tells whether this is {@link #INT32}, {@link #INT64} or {@link #UINT8}. */
    public boolean isInteger() {
        return this == INT32 || this == INT64 || this == UINT8;
    }

    /** Returns a new Java array of the kind that holds this type, filled with zeros. */
    public Object newArray(int length) {
        switch (this) {
            case FLOAT32:
                return new float[length];
            case FLOAT64:
                return new double[length];
            case INT32:
                return new int[length];
            case INT64:
                return new long[length];
            case UINT8:
            case BOOL:
                return new byte[length];
            default:
                throw new IllegalStateException("no array is known to hold " + this);
        }
    }
}
