package dev.cortado.backend.opencl.kernel;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;

/** Turns numbers into the bits of an element, which travel in an integer of the same size. */
public final class ElementBits {

    private ElementBits() {}

    /** Returns the bits of a number as an element of a type, in the low bytes. */
    public static long of(DType dtype, double value) {
        HostTensor number = HostTensor.filled(new TensorSpec(dtype, Shape.scalar()), value);
        return switch (dtype) {
            case FLOAT32 -> Float.floatToRawIntBits(number.floats()[0]);
            case FLOAT64 -> Double.doubleToRawLongBits(number.doubles()[0]);
            case INT32 -> number.ints()[0];
            case INT64 -> number.longs()[0];
            case UINT8, BOOL -> number.bytes()[0];
        };
    }
}
