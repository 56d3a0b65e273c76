package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Sort;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.WindowMaxGradient;

/** Operands of NaN, infinities, zeros of both signs, and the ends of the range. */
final class SpecialOperands {

    private static final double[] ENDS = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_NORMAL,
        3,
        1e10,
        -1e-10,
        Float.MIN_VALUE
    };
    /** Rarely anything but an ordinary number, so that not every sum and maximum is NaN. */
    private static final double[] SPARSE = {
        1,
        -0.0,
        2,
        -1,
        0.0,
        0.5,
        Double.POSITIVE_INFINITY,
        1,
        -2,
        0.0,
        -0.0,
        3,
        Double.NaN,
        0.5,
        2,
        -1,
        Double.NEGATIVE_INFINITY,
        1,
        2
    };

    private SpecialOperands() {}

    /** Tells whether the results of an operation on such operands are specified. */
    static boolean apply(Op op) {
        return !(op instanceof Decomposable)
                || op instanceof Relu
                || op instanceof LeakyRelu
                || op instanceof RectifierGradient
                || op instanceof Sigmoid
                || op instanceof WindowMaxGradient;
    }

    /** Returns an operand; all pairs of the ends meet in operands of 256 elements and more. */
    static HostTensor fill(Op op, TensorSpec spec, int operand, boolean subnormals) {
        boolean each = op instanceof Unary
                || op instanceof Binary
                || op instanceof ScalarBinary
                || op instanceof Select
                || op instanceof Relu
                || op instanceof LeakyRelu
                || op instanceof Sigmoid;
        double[] values = each || op instanceof Sort || op instanceof ArgMax ? ENDS : SPARSE;
        int count = each && !subnormals ? values.length - 1 : values.length;
        HostTensor result = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            int at = operand == 0 ? i : operand == 1 ? i / count + i * 5 : i * 7 + 3;
            result.set(i, values[at % count]);
        }
        return result;
    }
}
