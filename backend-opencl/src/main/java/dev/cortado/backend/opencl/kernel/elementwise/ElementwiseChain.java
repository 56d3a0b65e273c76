package dev.cortado.backend.opencl.kernel.elementwise;

import dev.cortado.api.Cost;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * Several connected elementwise operations, and broadcasts of their operands, done in one pass over memory.
 *
 * <p>Values are numbered: first the operands, then the result of each step.
 *
 * @param operands the number of operands
 * @param steps the operations, each after those whose results it takes
 * @param results which values leave the chain
 */
public record ElementwiseChain(int operands, List<Step> steps, List<Result> results) implements Decomposable {

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

    /**
     * A value that leaves the chain.
     *
     * @param value its number
     * @param overwrites the operand whose memory it may take, which no later step reads; -1 if none
     */
    public record Result(int value, int overwrites) {}

    /** Creates a chain. */
    public ElementwiseChain {
        steps = List.copyOf(steps);
        results = List.copyOf(results);
    }

    /** Returns a chain of one operation. */
    public static ElementwiseChain of(Op op, int operands, int overwrites) {
        List<Integer> arguments = new ArrayList<>();
        for (int i = 0; i < operands; i++) {
            arguments.add(i);
        }
        return new ElementwiseChain(
                operands, List.of(new Step(op, arguments)), List.of(new Result(operands, overwrites)));
    }

    @Override
    public String name() {
        return "cortado.opencl.elementwise_chain";
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
        return results.stream().map(result -> values.get(result.value())).toList();
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        long flops = 0;
        long bytes = 0;
        for (TensorSpec value : values(inputs).subList(inputs.size(), inputs.size() + steps.size())) {
            flops += value.elements();
        }
        for (TensorSpec input : inputs) {
            bytes += input.bytes();
        }
        for (TensorSpec output : outputs) {
            bytes += output.bytes();
        }
        return new Cost(flops, bytes);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> values = new ArrayList<>(inputs);
        for (Step step : steps) {
            List<Tensor> arguments = step.arguments().stream().map(values::get).toList();
            values.addAll(inputs.get(0).scope().apply(step.op(), arguments));
        }
        return results.stream().map(result -> values.get(result.value())).toList();
    }
}
