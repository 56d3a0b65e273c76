package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation with operands to check it on.
 *
 * @param op the operation
 * @param operands floating ones are float64, away from ties and kinks
 */
public record OpCase(Op op, List<HostTensor> operands) {

    /** Creates a case; the list is copied. */
    public OpCase {
        operands = List.copyOf(operands);
    }

    /** Returns a case of an operation and its operands. */
    static OpCase of(Op op, HostTensor... operands) {
        return new OpCase(op, List.of(operands));
    }

    /** Returns the specs of the results. */
    public List<TensorSpec> results() {
        return op.infer(operands.stream().map(HostTensor::spec).toList());
    }

    /** Tells whether some float64 operand can have a gradient from some float64 result. */
    public boolean hasGradient() {
        return operands.stream().anyMatch(operand -> operand.dtype() == DType.FLOAT64)
                && results().stream().anyMatch(result -> result.dtype() == DType.FLOAT64);
    }

    /** Lets the operands enter a graph as inputs {@code operand0}, {@code operand1}... */
    List<Tensor> enter(GraphBuilder builder) {
        List<Tensor> inputs = new ArrayList<>();
        for (HostTensor operand : operands) {
            inputs.add(builder.input("operand" + inputs.size(), operand.spec()));
        }
        return inputs;
    }

    /** Returns the operation and the shapes of its operands. */
    @Override
    public String toString() {
        return op + " of " + operands.stream().map(HostTensor::spec).toList();
    }
}
