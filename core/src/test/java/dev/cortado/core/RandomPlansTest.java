package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Initializer;
import dev.cortado.backend.reference.ReferencePlugin;
import dev.cortado.core.run.Program;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random graphs with state, views, guards and results: a planned program gives what running every node alone gives. */
class RandomPlansTest {

    private static final int GRAPHS = 1500;
    private static final TensorSpec SPEC = TensorSpec.of(DType.FLOAT64, 2, 3);
    private static final List<Variable> VARIABLES =
            List.of(new Variable("a", SPEC, true), new Variable("b", SPEC, true), new Variable("c", SPEC, false));

    @Test
    void plannedProgramsAgreeWithRunningEveryNodeAlone() {
        int stopped = 0;
        try (Session alone = Networks.session(DType.FLOAT64)) {
            for (int seed = 0; seed < GRAPHS; seed++) {
                stopped += check(seed, alone);
            }
        }
        assertThat(stopped).as("steps that the guard stopped").isBetween(100, GRAPHS);
    }

    private static int check(int seed, Session alone) {
        Random random = new Random(seed);
        int stopped = 0;
        PoisoningBackend backend =
                new PoisoningBackend(new ReferencePlugin().backends().get(0).create(BackendOptions.defaults()));
        try (Session session = Session.builder(backend).floatType(DType.FLOAT64).build()) {
            Map<Variable, HostTensor> state = new LinkedHashMap<>();
            Map<Variable, Initializer> initial = new LinkedHashMap<>();
            for (Variable variable : VARIABLES) {
                state.put(variable, numbers(random));
                initial.put(variable, (spec, key) -> state.get(variable));
            }
            session.variables().declare(initial);
            Graph graph = graph(random);
            Program program = session.compile(graph);
            for (int step = 0; step < 3; step++) {
                HostTensor input = numbers(random);
                if (random.nextInt(4) == 0) {
                    input.set(random.nextInt(6), Double.POSITIVE_INFINITY);
                }
                Map<Value, Tensor> expected = evaluate(graph, alone, state, input);
                boolean passes = graph.guard().stream()
                        .allMatch(guard ->
                                Double.isFinite(expected.get(guard).value().get(0)));
                stopped += passes ? 0 : 1;
                program.input("x").set(input);
                assertThat(program.run()).as("seed %s step %s", seed, step).isEqualTo(passes);
                for (Graph.Output output : graph.outputs()) {
                    assertThat(program.output(output.name()).value())
                            .as("seed %s step %s result %s of %s", seed, step, output.name(), graph)
                            .isEqualTo(expected.get(output.value()).value());
                }
                if (passes) {
                    graph.updates()
                            .forEach(update -> state.put(
                                    update.variable(),
                                    expected.get(update.value()).value()));
                }
                state.forEach(
                        (variable, value) -> assertThat(session.variables().get(variable.path()))
                                .as("seed %s variable %s of %s", seed, variable.path(), graph)
                                .isEqualTo(value));
            }
        }
        return stopped;
    }

    private static HostTensor numbers(Random random) {
        HostTensor numbers = HostTensor.zeros(SPEC);
        for (int i = 0; i < SPEC.elements(); i++) {
            numbers.set(i, random.nextInt(9) - 4);
        }
        return numbers;
    }

    private static Graph graph(Random random) {
        GraphBuilder builder = new GraphBuilder();
        List<Tensor> pool = new ArrayList<>(List.of(builder.input("x", SPEC)));
        int operations = 1 + random.nextInt(12);
        for (int i = 0; i < operations; i++) {
            if (random.nextInt(3) == 0) {
                pool.add(builder.read(VARIABLES.get(random.nextInt(VARIABLES.size()))));
            }
            Tensor x = pool.get(random.nextInt(pool.size()));
            Tensor y = pool.get(random.nextInt(pool.size()));
            switch (random.nextInt(9)) {
                case 0 -> pool.add(x.add(y));
                case 1 -> pool.add(x.subtract(y));
                case 2 -> pool.add(x.multiply(0.5));
                case 3 -> pool.add(x.maximum(y));
                case 4 -> pool.add(x.reshape(3, 2).negate().reshape(2, 3));
                case 5 -> pool.add(x.reshape(6).reshape(2, 3));
                case 6 -> pool.add(x.greater(0).select(y, x));
                case 7 -> pool.add(x.transpose(1, 0).reshape(2, 3));
                default -> builder.write(VARIABLES.get(random.nextInt(VARIABLES.size())), x);
            }
        }
        for (Variable variable : VARIABLES) {
            if (random.nextBoolean()) {
                builder.write(variable, pool.get(random.nextInt(pool.size())));
            }
        }
        for (int i = 0; i <= random.nextInt(2); i++) {
            builder.output("y" + i, pool.get(random.nextInt(pool.size())));
        }
        if (random.nextBoolean()) {
            builder.guard(pool.get(random.nextInt(pool.size())).sum());
        }
        return builder.build();
    }

    private static Map<Value, Tensor> evaluate(
            Graph graph, Session alone, Map<Variable, HostTensor> state, HostTensor input) {
        Map<Value, Tensor> values = new HashMap<>();
        graph.inputs().forEach(in -> values.put(in.value(), alone.eager().tensor(input)));
        graph.variables().forEach(read -> values.put(read.value(), alone.eager().tensor(state.get(read.variable()))));
        for (Node node : graph.nodes()) {
            List<Tensor> results = alone.eager()
                    .apply(node.op(), node.inputs().stream().map(values::get).toList());
            for (int i = 0; i < results.size(); i++) {
                values.put(node.outputs().get(i), results.get(i));
            }
        }
        return values;
    }
}
