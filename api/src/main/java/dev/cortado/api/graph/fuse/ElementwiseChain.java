package dev.cortado.api.graph.fuse;

import dev.cortado.api.Cost;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Unary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Several connected elementwise operations, and broadcasts of their operands, done in one pass over memory.
 *
 * <p>Values are numbered: first the operands, then the result of each step. Results have the shape of the steps that are no
 * broadcasts. Only a backend that has kernels for chains makes them, in its lowering; {@link #decompose} says what they mean.
 *
 * @param operands the number of operands
 * @param steps the operations, each after those whose results it takes
 * @param results which values leave the chain
 */
@Stability.Experimental
public record ElementwiseChain(int operands, List<Step> steps, List<Result> results) implements Decomposable {

    /**
     * One operation of one result.
     *
     * @param op what is computed
     * @param arguments the values that it takes
     */
    public record Step(Op op, List<Integer> arguments) {

        /** Creates a step; the list is copied. */
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

    /**
     * Creates a chain; the lists are copied.
     *
     * @throws IllegalArgumentException if a step is neither elementwise nor a broadcast or takes a value that does not exist
     *     before it, if there is no result or one is no value, or if a result overwrites an operand that a later step reads or
     *     another result overwrites
     */
    public ElementwiseChain {
        steps = List.copyOf(steps);
        results = List.copyOf(results);
        if (operands < 0 || results.isEmpty()) {
            throw new IllegalArgumentException(operands + " operands and " + results.size() + " results make no chain");
        }
        for (int i = 0; i < steps.size(); i++) {
            Op op = steps.get(i).op();
            if (!isElementwise(op) && !(op instanceof Broadcast)) {
                throw new IllegalArgumentException(
                        "step " + i + " is " + op.name() + ", which is neither elementwise nor a broadcast");
            }
            for (int argument : steps.get(i).arguments()) {
                expect(argument, operands + i, "step " + i + " takes value ");
            }
        }
        Set<Integer> overwritten = new HashSet<>();
        for (Result result : results) {
            expect(result.value(), operands + steps.size(), "a result is value ");
            if (result.overwrites() >= 0) {
                expect(result.overwrites(), operands, "a result overwrites operand ");
                checkOverwritten(result, operands, steps);
                if (!overwritten.add(result.overwrites())) {
                    throw new IllegalArgumentException("two results overwrite operand " + result.overwrites());
                }
            }
        }
    }

    private static void checkOverwritten(Result result, int operands, List<Step> steps) {
        for (int step = Math.max(0, result.value() - operands + 1); step < steps.size(); step++) {
            if (steps.get(step).arguments().contains(result.overwrites())) {
                throw new IllegalArgumentException("value " + result.value() + " overwrites operand "
                        + result.overwrites() + ", which step " + step + " still reads");
            }
        }
    }

    private static void expect(int number, int bound, String what) {
        if (number < 0 || number >= bound) {
            throw new IllegalArgumentException(what + number + ", but there are only " + bound + ", from 0 on");
        }
    }

    /**
     * Returns a chain of one operation; its result may overwrite the operand of its own spec that is usually needed no more.
     *
     * @param inputs the specs of the operands
     */
    public static ElementwiseChain of(Op op, List<TensorSpec> inputs) {
        int usual = op instanceof Select || op instanceof RectifierGradient ? 1 : 0;
        boolean same = inputs.get(usual).equals(op.infer(inputs).get(0));
        List<Integer> arguments = IntStream.range(0, inputs.size()).boxed().toList();
        return new ElementwiseChain(
                inputs.size(), List.of(new Step(op, arguments)), List.of(new Result(inputs.size(), same ? usual : -1)));
    }

    /** Tells whether an operation is one of those of which each element depends on the elements at the same place alone. */
    public static boolean isElementwise(Op op) {
        return op instanceof Unary
                || op instanceof Binary
                || op instanceof ScalarBinary
                || op instanceof Select
                || op instanceof Cast
                || op instanceof Relu
                || op instanceof LeakyRelu
                || op instanceof RectifierGradient
                || op instanceof Sigmoid
                || op instanceof Dropout;
    }

    @Override
    public String name() {
        return "cortado.elementwise_chain";
    }

    /**
     * Returns the specs of all values.
     *
     * @param inputs the specs of the operands
     * @throws ShapeException if their number is wrong, or an operation does not take its arguments
     */
    public List<TensorSpec> values(List<TensorSpec> inputs) {
        if (inputs.size() != operands) {
            throw new ShapeException(
                    name() + " takes " + operands + " operands, but got " + inputs.size(),
                    "pass exactly " + operands,
                    null);
        }
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
