package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.conformance.oracle.Expected;
import dev.cortado.conformance.oracle.Oracle;
import java.util.Map;
import java.util.Optional;

/** Runs graphs on a backend and compares their results with values that another framework computed. */
public final class GoldenTrial implements AutoCloseable {

    private final Backend backend;
    private final Comparison comparison;
    private final Oracle oracle;

    /** Creates a trial of a backend, which stays open. */
    public GoldenTrial(Backend backend) {
        this.backend = backend;
        this.comparison = Comparison.of(backend.lacks()).ofSeveralSteps();
        this.oracle = new Oracle((op, inputs, outputs) ->
                backend.prepare(op, inputs, outputs).map(OpKernel::accuracy).orElse(Accuracy.USUAL));
    }

    /**
     * Returns the first result that is wrong.
     *
     * <p>The bound is the oracle's for the same graph: what rounding may do in every step of it.
     *
     * @param graph without variables
     * @param inputs what it takes
     * @param golden what other frameworks say of each result, in float64 where it is of a floating type
     */
    public Optional<String> problem(Graph graph, Map<String, HostTensor> inputs, Map<String, HostTensor> golden) {
        Map<String, Expected> expected = oracle.expect(graph, inputs);
        try (GraphRun run = new GraphRun(backend, graph, Map.of())) {
            run.set(inputs);
            run.run();
            for (Graph.Output output : graph.outputs()) {
                String name = output.name();
                HostTensor value = golden.get(name);
                HostTensor found = run.output(name);
                if (found.spec().elements() != value.spec().elements()) {
                    return Optional.of(name + " is " + found.spec() + ", expected " + value.spec());
                }
                Expected wanted = new Expected(
                        found.spec(),
                        value.reshape(found.shape().toArray()),
                        expected.get(name).slack());
                Optional<String> problem = comparison
                        .compare(found, wanted, Comparison.Strictness.KINDS)
                        .problem();
                if (problem.isPresent()) {
                    return Optional.of(name + ": " + problem.get());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        oracle.close();
    }
}
