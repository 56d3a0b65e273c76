package dev.cortado.conformance.oracle;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Iota;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.ScalarBinary;

/** Turns what is said of float32 into the same for float64, with the numbers that float32 holds. */
final class Widening {

    private Widening() {}

    /** Returns the operation that a float64 oracle runs in place of another. */
    static Op widen(Op op, DType operand) {
        if (op instanceof Cast cast && cast.dtype() == DType.FLOAT32) {
            return new Cast(DType.FLOAT64);
        }
        if (op instanceof Iota iota && iota.spec().dtype() == DType.FLOAT32) {
            return new Iota(iota.spec().with(DType.FLOAT64), iota.axis());
        }
        if (op instanceof ScalarBinary scalar && operand == DType.FLOAT32) {
            return new ScalarBinary(scalar.kind(), (float) scalar.number(), scalar.numberFirst());
        }
        if (op instanceof Pad pad && operand == DType.FLOAT32) {
            return pad.withValue((float) pad.value());
        }
        return op;
    }

    /** Returns a tensor in float64 if it is of a floating type. */
    static HostTensor widen(HostTensor value) {
        return value.dtype() == DType.FLOAT32 ? value.cast(DType.FLOAT64) : value;
    }
}
