package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.graph.fuse.Repetition;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Unary;
import java.util.List;
import java.util.Optional;

/** Turns the steps of a chain into passes. */
final class ChainCompiler {

    private final List<TensorSpec> inputs;
    private final List<TensorSpec> specs;
    private final boolean vectors;
    private final PassList passes;
    private final PassList.Value[] values;

    private ChainCompiler(List<TensorSpec> inputs, List<TensorSpec> specs, boolean vectors) {
        this.inputs = inputs;
        this.specs = specs;
        this.vectors = vectors;
        this.passes = new PassList(vectors);
        this.values = new PassList.Value[specs.size()];
    }

    /**
     * Compiles a chain.
     *
     * @param vectors which twin of each loop to take
     * @return empty if the chain has a step that is not compiled
     */
    static Optional<ChainKernel> compile(ElementwiseChain chain, List<TensorSpec> inputs, boolean vectors) {
        List<TensorSpec> specs = chain.values(inputs);
        ChainCompiler compiler = new ChainCompiler(inputs, specs, vectors);
        int elements = specs.get(chain.results().get(0).value()).elements();
        for (int i = 0; i < chain.steps().size(); i++) {
            if (!compiler.compile(chain.steps().get(i), inputs.size() + i, elements)) {
                return Optional.empty();
            }
        }
        for (int k = 0; k < chain.results().size(); k++) {
            int value = chain.results().get(k).value();
            if (specs.get(value).elements() != elements || compiler.values[value] == null) {
                return Optional.empty();
            }
            compiler.passes.store(compiler.values[value], k, specs.get(value).dtype() == DType.BOOL);
        }
        return Optional.of(ChainKernel.of(compiler.passes, chain, inputs, elements));
    }

    private boolean compile(ElementwiseChain.Step step, int result, int elements) {
        Op op = step.op();
        List<Integer> arguments = step.arguments();
        if (op instanceof Broadcast broadcast) {
            values[result] = broadcast(broadcast, arguments.get(0), elements);
            return values[result] != null;
        }
        if (op instanceof Dropout dropout) {
            values[result] = dropout(dropout, arguments, elements);
            return values[result] != null;
        }
        if (!isCompiled(specs.get(result))) {
            return false;
        }
        PassList.Value[] x = new PassList.Value[arguments.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = argument(arguments.get(i), elements, op instanceof Cast);
            if (x[i] == null) {
                return false;
            }
        }
        values[result] = function(op, x);
        return values[result] != null;
    }

    private static boolean isCompiled(TensorSpec spec) {
        return spec.dtype() == DType.FLOAT32 || spec.dtype() == DType.BOOL;
    }

    private PassList.Value argument(int value, int elements, boolean integers) {
        TensorSpec spec = specs.get(value);
        if (spec.elements() != elements) {
            return null;
        }
        if (values[value] == null && value < inputs.size()) {
            values[value] = switch (spec.dtype()) {
                case FLOAT32 -> passes.input(value);
                case BOOL -> passes.load(place -> new Instructions.LoadTruth(value, place));
                case INT32 -> integers ? passes.load(place -> new Instructions.LoadInts(value, place)) : null;
                default -> null;
            };
        }
        return values[value];
    }

    private PassList.Value broadcast(Broadcast broadcast, int operand, int elements) {
        TensorSpec spec = specs.get(operand);
        boolean fits = operand < inputs.size()
                && spec.dtype() == DType.FLOAT32
                && broadcast.target().elements() == elements;
        if (!fits) {
            return null;
        }
        if (spec.elements() == elements) {
            return argument(operand, elements, false);
        }
        if (spec.elements() == 1) {
            return passes.once(place -> new Instructions.FillFrom(operand, place));
        }
        return Repetition.of(broadcast, spec.shape())
                .map(repetition -> passes.repeat(
                        repetition.size() * repetition.inner(), place -> new Expand(operand, repetition, place)))
                .orElse(null);
    }

    private PassList.Value dropout(Dropout op, List<Integer> arguments, int elements) {
        int words = arguments.get(1);
        PassList.Value x = argument(arguments.get(0), elements, false);
        if (x == null || words >= inputs.size() || specs.get(arguments.get(0)).dtype() != DType.FLOAT32) {
            return null;
        }
        PassList.Value kept = passes.load(place -> new Instructions.LoadKept(words, op.threshold(), vectors, place));
        PassList.Value scaled = passes.apply(Loops.MULTIPLY, x, number(1 / (1 - op.rate())));
        return passes.apply(Loops.SELECT, kept, scaled, number(0));
    }

    private PassList.Value function(Op op, PassList.Value[] x) {
        if (op instanceof Unary unary) {
            return unary(unary.kind(), x[0]);
        }
        if (op instanceof Binary binary) {
            return binary(binary.kind(), x[0], x[1]);
        }
        if (op instanceof ScalarBinary scalar) {
            PassList.Value number = number(scalar.number());
            return scalar.numberFirst() ? binary(scalar.kind(), number, x[0]) : binary(scalar.kind(), x[0], number);
        }
        if (op instanceof Select) {
            return passes.apply(Loops.SELECT, x);
        }
        if (op instanceof Cast cast) {
            return cast.dtype() == DType.BOOL ? passes.apply(Loops.IS_NOT_ZERO, x) : x[0];
        }
        return activation(op, x);
    }

    private PassList.Value activation(Op op, PassList.Value[] x) {
        if (op instanceof Relu) {
            return passes.apply(Loops.RELU, x);
        }
        if (op instanceof LeakyRelu leaky) {
            return passes.apply(Loops.LEAKY_RELU, x[0], number(leaky.slope()));
        }
        if (op instanceof RectifierGradient gradient) {
            return gradient.slope() == 0
                    ? passes.apply(Loops.RELU_GRADIENT, x)
                    : passes.apply(Loops.LEAKY_RELU_GRADIENT, x[0], x[1], number(gradient.slope()));
        }
        if (op instanceof Sigmoid) {
            return passes.apply(Loops.SIGMOID, passes.apply(Loops.EXP, passes.apply(Loops.NEGATE, x)));
        }
        return null;
    }

    private PassList.Value unary(Unary.Kind kind, PassList.Value x) {
        return switch (kind) {
            case LOG -> {
                PassList.Value mantissa = passes.apply(Loops.LOG_MANTISSA, x);
                PassList.Value log = passes.apply(Loops.LOG, mantissa, passes.apply(Loops.EXPONENT, x));
                yield passes.apply(Loops.COMPLETE_LOG, x, log);
            }
            case TANH -> passes.apply(Loops.TANH, x, passes.apply(Loops.EXP, passes.apply(Loops.TWICE_MAGNITUDE, x)));
            case ERF -> passes.apply(Loops.ERF, x, passes.apply(Loops.EXP, passes.apply(Loops.ERF_EXPONENT, x)));
            default -> passes.apply(Loops.of(kind), x);
        };
    }

    private PassList.Value binary(Binary.Kind kind, PassList.Value x, PassList.Value y) {
        if (kind == Binary.Kind.POWER) {
            return power(x, y);
        }
        return passes.apply(Loops.of(kind), x, y);
    }

    private PassList.Value power(PassList.Value x, PassList.Value y) {
        PassList.Value e = passes.apply(Loops.EXPONENT, x);
        PassList.Value s = passes.apply(Loops.POWER_RATIO, x);
        PassList.Value rest = passes.apply(Loops.POWER_LOG_REST, x, s);
        PassList.Value log = passes.apply(Loops.LOG2, e, s, rest);
        PassList.Value logRest = passes.apply(Loops.LOG2_REST, e, s, rest);
        PassList.Value product = passes.apply(Loops.MULTIPLY, y, log);
        PassList.Value productRest = passes.apply(Loops.PRODUCT_REST, y, log, logRest);
        return passes.apply(Loops.COMPLETE_POWER, x, y, passes.apply(Loops.EXP2, product, productRest));
    }

    private PassList.Value number(double number) {
        return passes.once(place -> new Instructions.Fill((float) number, place));
    }
}
