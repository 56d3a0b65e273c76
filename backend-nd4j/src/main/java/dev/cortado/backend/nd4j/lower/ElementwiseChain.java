package dev.cortado.backend.nd4j.lower;

import dev.cortado.api.Cost;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * Several connected elementwise operations of one shape, done in one pass over memory.
 *
 * <p>Values are numbered: first the operands, then the result of each step. An operand of one element counts for all.
 *
 * @param operands the number of operands
 * @param steps the operations, each after those whose results it takes
 * @param results the values that leave the chain
 */
public record ElementwiseChain(int operands, List<Step> steps, List<Integer> results) implements Decomposable {

    /**
     * One operation of one result.
     *
     * @param op what is computed
     * @param arguments the values that it takes
     */
    public record Step(Op op, List<Integer> arguments) {

        /** Creates a step. */
        public Step {
            arguments = List.copyOf(arguments);
        }
    }

    /** Creates a chain. */
    public ElementwiseChain {
        steps = List.copyOf(steps);
        results = List.copyOf(results);
    }

    @Override
    public String name() {
        return "cortado.nd4j.elementwise_chain";
    }

    /** Returns the specs of all values. */
    public List<TensorSpec> values(List<TensorSpec> inputs) {
        List<TensorSpec> values = new ArrayList<>(inputs);
        for (Step step : steps) {
            values.addAll(
                    step.op().infer(step.arguments().stream().map(values::get).toList()));
        }
        return values;
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        List<TensorSpec> values = values(inputs);
        return results.stream().map(values::get).toList();
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        long bytes = 0;
        for (TensorSpec spec : inputs) {
            bytes += spec.bytes();
        }
        for (TensorSpec spec : outputs) {
            bytes += spec.bytes();
        }
        return new Cost((long) steps.size() * outputs.get(0).elements(), bytes);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> values = new ArrayList<>(inputs);
        for (Step step : steps) {
            List<Tensor> arguments = step.arguments().stream().map(values::get).toList();
            values.addAll(inputs.get(0).scope().apply(step.op(), arguments));
        }
        return results.stream().map(values::get).toList();
    }
}
