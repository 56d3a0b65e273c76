package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.op.Op;
import dev.cortado.api.random.RandomKey;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.core.Session;
import dev.cortado.core.differentiate.Differentiator;
import dev.cortado.core.trace.GraphBuilder;
import dev.cortado.core.trace.SharedNames;
import dev.cortado.core.trace.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Compares gradients with central differences, in float64 on the reference backend.
 *
 * <p>What is checked is traced, its floating results are weighed with random numbers and summed, and the gradient of that
 * sum with respect to each floating operand is compared along a random direction and, for small tensors, along every element.
 */
public final class GradientCheck implements AutoCloseable {

    private final Session session;
    private long seed = 1;
    private boolean elementwise = true;

    /** Opens a session on the reference backend. */
    public GradientCheck() {
        this(new ReferenceProvider().create(BackendOptions.of(1)));
    }

    /** Opens a session on a backend with float64, which is closed with this check. */
    public GradientCheck(Backend backend) {
        session = Session.builder(backend).floatType(DType.FLOAT64).build();
    }

    /** Sets the seed of weights, directions and parameters. */
    public GradientCheck seed(long value) {
        seed = value;
        return this;
    }

    /** Compares along a random direction per operand alone, which is what large networks leave time for. */
    public GradientCheck directionsOnly() {
        elementwise = false;
        return this;
    }

    /** Checks an operation. */
    public GradientReport op(Op op, List<HostTensor> operands) {
        return function(op.toString(), operands, inputs -> inputs.get(0).scope().apply(op, inputs));
    }

    /**
     * Checks any function of tensors.
     *
     * @param subject what it is, for the report
     * @param operands at least one; floating ones are float64
     * @param function gives the results
     */
    public GradientReport function(String subject, List<HostTensor> operands, UnaryOperator<List<Tensor>> function) {
        GraphBuilder builder = new GraphBuilder();
        Map<String, HostTensor> point = new LinkedHashMap<>();
        List<Tensor> inputs = new ArrayList<>();
        for (HostTensor operand : operands) {
            String name = "operand" + inputs.size();
            point.put(name, operand);
            inputs.add(builder.input(name, operand.spec()));
        }
        return compare(subject, builder, function.apply(inputs), inputs, List.copyOf(point.keySet()), point);
    }

    /**
     * Checks a layer with respect to its input and its parameters, which start as declared and are then moved a little, so
     * that none stands at a special point.
     *
     * @param layer the layer
     * @param training whether it is traced for training
     * @param input its input, float64
     */
    public GradientReport layer(Layer layer, boolean training, HostTensor input) {
        Map<Variable, Initializer> declared = new LinkedHashMap<>();
        Tracer tracer = new Tracer(training, DType.FLOAT64, new SharedNames(), declared::putIfAbsent);
        GraphBuilder builder = tracer.builder();
        Tensor x = builder.input("input", input.spec());
        Tensor y = tracer.network(layer, x);

        Map<String, HostTensor> point = new LinkedHashMap<>();
        point.put("key", HostTensor.of(new long[] {seed}));
        point.put("input", input);
        declared.forEach((variable, initializer) -> point.put(variable.path(), start(variable, initializer)));
        List<Tensor> wrt = new ArrayList<>(List.of(x));
        List<String> names = new ArrayList<>(List.of("input"));
        for (Variable parameter : tracer.parameters()) {
            wrt.add(builder.read(parameter));
            names.add(parameter.path());
        }
        String mode = training ? " in training" : " in inference";
        return compare(layer + mode, builder, List.of(y), wrt, names, point);
    }

    private HostTensor start(Variable variable, Initializer initializer) {
        HostTensor value =
                initializer.initialize(variable.spec(), RandomKey.of(seed).derive(variable.path()));
        HostTensor move = new Samples(RandomKey.hash(variable.path()))
                .distinctUpTo(0.1, variable.spec().shape().toArray());
        for (int i = 0; i < value.spec().elements(); i++) {
            value.set(i, value.get(i) + move.get(i));
        }
        return value;
    }

    private GradientReport compare(
            String subject,
            GraphBuilder builder,
            List<Tensor> results,
            List<Tensor> operands,
            List<String> names,
            Map<String, HostTensor> point) {
        Samples samples = new Samples(seed);
        Tensor sum = weigh(results, samples);
        builder.output("sum", sum);
        Graph value = withoutState(builder.build());
        List<Tensor> wrt = new ArrayList<>();
        List<String> wrtNames = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i).dtype() == DType.FLOAT64) {
                wrt.add(operands.get(i));
                wrtNames.add(names.get(i));
            }
        }
        List<Tensor> gradients = new Differentiator(builder).gradients(sum, wrt);
        for (int i = 0; i < gradients.size(); i++) {
            builder.output("gradient of " + wrtNames.get(i), gradients.get(i));
        }
        Graph gradient = withoutState(builder.build());
        try (PointEvaluation atPoint = new PointEvaluation(session.compile(gradient), point);
                PointEvaluation nearby = new PointEvaluation(session.compile(value), point)) {
            atPoint.run();
            // all at once, since the next run of any program of the session overwrites them
            List<HostTensor> byRule = wrtNames.stream()
                    .map(name -> atPoint.result("gradient of " + name))
                    .toList();
            CentralDifferences differences = new CentralDifferences(nearby, samples, elementwise);
            List<GradientReport.Entry> entries = new ArrayList<>();
            for (int i = 0; i < wrtNames.size(); i++) {
                String name = wrtNames.get(i);
                differences.compare(name, point.get(name), byRule.get(i), entries);
            }
            return new GradientReport(subject, entries);
        }
    }

    private static Tensor weigh(List<Tensor> results, Samples samples) {
        Optional<Tensor> sum = Optional.empty();
        for (Tensor result : results) {
            if (result.dtype() == DType.FLOAT64) {
                Tensor term = result.multiply(result.constant(samples.weights(result.spec())))
                        .sum();
                sum = Optional.of(sum.map(before -> before.add(term)).orElse(term));
            }
        }
        return sum.orElseGet(
                () -> results.get(0).constant(HostTensor.zeros(new TensorSpec(DType.FLOAT64, Shape.scalar()))));
    }

    /** Lets variables enter as inputs, so that a point is nothing but a map from names to tensors. */
    private static Graph withoutState(Graph graph) {
        List<Graph.Input> inputs = new ArrayList<>(graph.inputs());
        graph.variables()
                .forEach(read -> inputs.add(new Graph.Input(read.variable().path(), read.value())));
        return new Graph(inputs, List.of(), graph.nodes(), graph.outputs(), List.of(), Optional.empty());
    }

    /** Closes the session. */
    @Override
    public void close() {
        session.close();
    }
}
