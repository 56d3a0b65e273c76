package dev.cortado.api.graph;

import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import java.util.List;

/**
 * One application of an operation.
 *
 * @param op what is computed
 * @param inputs the operands
 * @param outputs the results
 * @param origin the layer and stage that it comes from
 */
@Stability.Experimental
public record Node(Op op, List<Value> inputs, List<Value> outputs, Origin origin) {

    /** Creates a node. */
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Returns the specs of the operands. */
    public List<TensorSpec> inputSpecs() {
        return inputs.stream().map(Value::spec).toList();
    }

    /** Returns the specs of the results. */
    public List<TensorSpec> outputSpecs() {
        return outputs.stream().map(Value::spec).toList();
    }

    /** Two nodes are the same only if they are one object. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
