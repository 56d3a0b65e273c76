package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.core.decorate.ForwardingBackend;
import dev.cortado.core.run.Arenas;
import dev.cortado.core.run.Program;
import dev.cortado.core.run.StateClock;
import dev.cortado.core.trace.GraphBuilder;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks that chains of elementwise operations give the bits of their steps: extend it for a backend that joins them with
 * {@link dev.cortado.api.graph.fuse.ChainFusion}.
 *
 * <p>Only the bits are demanded of every backend. How much it joins, and what is written in place, is demanded where the methods
 * are overridden that say so: a backend that stops joining passes otherwise.
 *
 * <p>Random graphs run as the backend lowers them and as they are, both with memory planned as core does it, so that results
 * overwrite operands.
 */
public abstract class FusionConformance {

    /** Returns who makes the backends that are checked. */
    protected abstract BackendProvider provider();

    /** Returns what backends are created with: two threads by default. */
    protected BackendOptions options() {
        return BackendOptions.of(2);
    }

    /** Returns how many graphs are run; fewer where each has programs that take long to compile. */
    protected int graphs() {
        return 150;
    }

    /** Returns how many chains the graphs must have together at the least; by default none, as a backend may join what it likes. */
    protected int leastChains() {
        return 0;
    }

    /** Returns how many of the chains must be able to write a result over an operand; by default none. */
    protected int leastInPlace() {
        return 0;
    }

    /** Tells whether an update with momentum must become one chain; by default it need not. */
    protected boolean joinsUpdates() {
        return false;
    }

    /** Tells whether such a chain must write each of its results over an operand; by default it need not. */
    protected boolean updatesInPlace() {
        return false;
    }

    @BeforeEach
    protected final void requireBackend() {
        new BackendRequirement(provider()).check();
    }

    /** Returns a random graph of elementwise operations, broadcasts, and a few others in between. */
    protected final Graph randomGraph(int seed) {
        return new RandomChains(seed).graph();
    }

    private static List<Node> chains(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof ElementwiseChain)
                .toList();
    }

    private static List<HostTensor> run(Backend backend, RandomChains random) {
        Graph graph = random.graph();
        try (Arenas arenas = new Arenas(backend);
                Program program = new Program(backend, graph, variable -> null, arenas, new StateClock())) {
            for (int i = 0; i < graph.inputs().size(); i++) {
                program.input(graph.inputs().get(i).name()).set(random.inputs().get(i));
            }
            program.run();
            return graph.outputs().stream()
                    .map(output -> program.output(output.name()).value().copy())
                    .toList();
        }
    }

    /** A backend that runs each node by itself. */
    private static final class Unfused extends ForwardingBackend {

        Unfused(Backend delegate) {
            super(delegate);
        }

        @Override
        public Graph lower(Graph graph) {
            return graph;
        }
    }

    @Test
    protected final void keepsTheBits() {
        int chains = 0;
        int inPlace = 0;
        for (int seed = 0; seed < graphs(); seed++) {
            RandomChains random = new RandomChains(seed);
            try (Backend backend = provider().create(options())) {
                List<HostTensor> single = run(new Unfused(backend), random);
                Assertions.assertEquals(single, run(backend, random), "seed " + seed);
                for (Node chain : chains(backend.lower(random.graph()))) {
                    chains++;
                    inPlace += inPlace(backend, chain, 0) >= 0 ? 1 : 0;
                }
            }
        }
        Assertions.assertTrue(chains >= leastChains(), chains + " chains");
        Assertions.assertTrue(inPlace >= leastInPlace(), inPlace + " chains that overwrite an operand");
    }

    private static int inPlace(Backend backend, Node node, int output) {
        return backend.prepare(node.op(), node.inputSpecs(), node.outputSpecs())
                .map(kernel -> kernel.inPlace(output))
                .orElse(-1);
    }

    @Test
    protected final void joinsAnUpdateWithMomentumIntoOnePass() {
        Assumptions.assumeTrue(joinsUpdates(), "the backend need not join an update with momentum into one chain");
        GraphBuilder trace = new GraphBuilder();
        Variable weight = new Variable("weight", TensorSpec.of(DType.FLOAT32, 50, 20), true);
        Variable momentum = new Variable("momentum", weight.spec(), true);
        Tensor gradient =
                trace.input("gradient", TensorSpec.of(DType.FLOAT32, 20, 50)).transpose(1, 0);
        Tensor rate = trace.input("rate", TensorSpec.of(DType.FLOAT32));
        trace.output("squares", gradient.multiply(gradient));
        trace.origin(Origin.of("layer", Origin.Stage.UPDATE));
        Tensor before = trace.read(weight);
        Tensor next = trace.read(momentum).multiply(0.9).add(gradient.add(before.multiply(1e-4)));
        trace.write(momentum, next);
        trace.write(weight, before.subtract(next.multiply(rate.broadcastTo(before.shape()))));
        try (Backend backend = provider().create(options())) {
            Graph lowered = backend.lower(trace.build());
            Assertions.assertEquals(
                    3, lowered.nodes().size(), () -> lowered.nodes().toString());
            Node update = chains(lowered).get(0);
            for (int k = 0; updatesInPlace() && k < update.outputs().size(); k++) {
                int operand = inPlace(backend, update, k);
                Assertions.assertTrue(operand >= 0, "result " + k + " is written in place");
                Assertions.assertEquals(
                        variable(lowered, update.outputs().get(k)),
                        update.inputs().get(operand),
                        "result " + k + " takes the place of its variable");
            }
        }
    }

    /** Returns the present value of the variable that a value becomes the next of. */
    private static Value variable(Graph graph, Value next) {
        Variable variable = graph.updates().stream()
                .filter(update -> update.value().equals(next))
                .findFirst()
                .orElseThrow()
                .variable();
        return graph.variables().stream()
                .filter(read -> read.variable().equals(variable))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
