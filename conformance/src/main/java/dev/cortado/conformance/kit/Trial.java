package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import java.util.List;

/**
 * One question to a backend: an operation on certain operands.
 *
 * @param op the operation
 * @param operands in the types that the backend gets
 * @param family what is special about the operands
 */
record Trial(Op op, List<HostTensor> operands, Family family) {

    /** What is special about operands. */
    enum Family {
        /** Distinct ordinary numbers. */
        ORDINARY,
        /** A few small numbers, so that many are equal. */
        TIES,
        /** NaN, infinities, signed zeros, the largest and the smallest numbers among others. */
        SPECIAL
    }

    /** Creates a trial; the list is copied. */
    Trial {
        operands = List.copyOf(operands);
    }

    /** Returns the specs of the operands. */
    List<TensorSpec> inputs() {
        return operands.stream().map(HostTensor::spec).toList();
    }

    /** Returns the specs of the results. */
    List<TensorSpec> results() {
        return op.infer(inputs());
    }

    /** Returns the type under which the trial counts: that of the first operand, or of the result if there is none. */
    DType dtype() {
        return operands.isEmpty()
                ? results().get(0).dtype()
                : operands.stream()
                        .map(HostTensor::dtype)
                        .filter(DType::isFloating)
                        .findFirst()
                        .orElse(operands.get(0).dtype());
    }

    /** Tells whether an operand holds NaN or an infinity. */
    boolean hasNonFinite() {
        return operands.stream().filter(operand -> operand.dtype().isFloating()).anyMatch(operand -> {
            for (int i = 0; i < operand.spec().elements(); i++) {
                if (!Double.isFinite(operand.get(i))) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Returns operation, operands and family, such as {@code Softmax[axis=1] of [float32 7x13]}. */
    @Override
    public String toString() {
        String what = op + " of " + inputs();
        return family == Family.ORDINARY ? what : what + ", " + family.name().toLowerCase(java.util.Locale.ROOT);
    }
}
