package dev.cortado.core;

import dev.cortado.api.DType;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.State;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.OptimizerContext;
import dev.cortado.core.differentiate.Differentiator;
import dev.cortado.core.trace.GraphBuilder;
import dev.cortado.core.trace.SharedNames;
import dev.cortado.core.trace.Tracer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The graphs that a network is turned into: inference, evaluation, and one step of training. */
public final class NetworkTraces {

    private final DType floatType;
    private final Consumer<Map<Variable, Initializer>> declare;
    private final SharedNames names = new SharedNames();

    /** A traced network, whose variables come into being only if the whole trace succeeds. */
    private final class Attempt {

        private final Map<Variable, Initializer> declared = new LinkedHashMap<>();
        private final Tracer tracer;

        Attempt(boolean training) {
            tracer = new Tracer(training, floatType, names, declared::putIfAbsent);
        }

        Graph graph() {
            Graph graph = tracer.builder().build();
            declare.accept(declared);
            return graph;
        }
    }

    /**
     * Creates traces.
     *
     * @param floatType the type of parameters
     * @param declare is told the variables of each network that was traced without error, with their initializers
     */
    public NetworkTraces(DType floatType, Consumer<Map<Variable, Initializer>> declare) {
        this.floatType = floatType;
        this.declare = declare;
    }

    /** Returns the graph from {@code input} to {@code output}. */
    public Graph inference(Layer network, TensorSpec input) {
        Attempt attempt = new Attempt(false);
        GraphBuilder builder = attempt.tracer.builder();
        builder.output("output", attempt.tracer.network(network, builder.input("input", input)));
        return attempt.graph();
    }

    /** Returns the graph from {@code input} and {@code target} to {@code output} and {@code loss}, without training. */
    public Graph evaluation(Layer network, Loss loss, TensorSpec input) {
        Attempt attempt = new Attempt(false);
        forward(attempt.tracer, network, loss, input);
        return attempt.graph();
    }

    /** Returns the graph of a step: forward, loss, gradients, guard and update. */
    public Graph training(Layer network, Loss loss, Optimizer optimizer, TensorSpec input) {
        Attempt attempt = new Attempt(true);
        Tracer tracer = attempt.tracer;
        GraphBuilder builder = tracer.builder();
        Tensor result = forward(tracer, network, loss, input);
        TensorSpec scalar = TensorSpec.of(floatType);
        Tensor rate = builder.input("learning_rate", scalar);
        Tensor step = builder.input("step", scalar);
        List<Tensor> parameters =
                tracer.parameters().stream().map(builder::read).toList();
        List<Tensor> gradients =
                tracer.step("gradient", () -> new Differentiator(builder).gradients(result, parameters));

        Tensor norm = norm(tracer, gradients, result);
        builder.output("gradient_norm", norm);
        builder.guard(result.add(norm));
        for (int i = 0; i < parameters.size(); i++) {
            Variable parameter = tracer.parameters().get(i);
            builder.origin(Origin.of(parameter.path(), Origin.Stage.UPDATE));
            Slots slots = new Slots(tracer, parameter, rate, step);
            Tensor value = parameters.get(i);
            Tensor gradient = gradients.get(i);
            tracer.step(parameter.path(), () -> {
                builder.write(parameter, optimizer.update(slots, value, gradient));
                return parameter;
            });
        }
        return attempt.graph();
    }

    private static Tensor forward(Tracer tracer, Layer network, Loss loss, TensorSpec input) {
        GraphBuilder builder = tracer.builder();
        Tensor output = tracer.network(network, builder.input("input", input));
        builder.origin(Origin.of("loss", Origin.Stage.FORWARD));
        Tensor result = tracer.step("loss (" + loss.getClass().getSimpleName() + ")", () -> {
            Tensor target = builder.input("target", loss.target(output.spec()));
            return scalar(loss.loss(output, target));
        });
        builder.output("output", output);
        builder.output("loss", result);
        return result;
    }

    /** A loss with several elements would be summed by the gradient and judged by its first element alone. */
    private static Tensor scalar(Tensor loss) {
        if (loss.shape().rank() != 0 || !loss.dtype().isFloating()) {
            throw new ShapeException("a loss is a floating scalar, but this one is " + loss.spec(), "use mean()", null);
        }
        return loss;
    }

    /** Returns the Euclidean norm of all gradients together; each square carries the path of its parameter. */
    private static Tensor norm(Tracer tracer, List<Tensor> gradients, Tensor loss) {
        Origin whole = Origin.of("gradient norm", Origin.Stage.BACKWARD);
        Tensor sum = null;
        for (int i = 0; i < gradients.size(); i++) {
            tracer.builder().origin(Origin.of(tracer.parameters().get(i).path(), Origin.Stage.BACKWARD));
            Tensor squares = gradients.get(i).reduce(Reduce.Kind.SUM_SQUARES, false);
            tracer.builder().origin(whole);
            sum = sum == null ? squares : sum.add(squares);
        }
        tracer.builder().origin(whole);
        return sum == null ? loss.multiply(0) : sum.sqrt();
    }

    private record SlotState(Variable variable, String name, Tensor value) implements State {}

    private record Slots(Tracer tracer, Variable parameter, Tensor learningRate, Tensor step)
            implements OptimizerContext {

        @Override
        public String parameterPath() {
            return parameter.path();
        }

        @Override
        public State slot(String name, Initializer initializer) {
            Variable slot = new Variable("optimizer." + parameter.path() + "." + name, parameter.spec(), false);
            tracer.declare(slot, initializer);
            return new SlotState(slot, name, tracer.builder().read(slot));
        }

        @Override
        public void update(State slot, Tensor next) {
            tracer.builder().write(((SlotState) slot).variable(), next);
        }
    }
}
