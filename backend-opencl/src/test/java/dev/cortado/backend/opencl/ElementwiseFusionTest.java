package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseFusionTest {

    /** Each graph has programs of its own, which take long to compile. */
    private static final int SEEDS = 10;

    private static List<ElementwiseChain> chains(Graph graph) {
        return graph.nodes().stream()
                .map(Node::op)
                .filter(ElementwiseChain.class::isInstance)
                .map(ElementwiseChain.class::cast)
                .toList();
    }

    /** A random graph of elementwise operations, broadcasts and a few others in between. */
    private static final class RandomGraph {

        private final Shape shape;
        private final Random random;
        private final TracedGraph trace = new TracedGraph();
        private final List<Tensor> numbers = new ArrayList<>();
        private final List<Tensor> truths = new ArrayList<>();
        private final List<HostTensor> inputs = new ArrayList<>();

        RandomGraph(int seed) {
            random = new Random(seed);
            // rows of the second kind are long enough to be walked one by one
            shape = seed % 2 == 0 ? Shape.of(3, 4, 5, 7) : Shape.of(3, 4, 2, 32);
            for (int i = 0; i < 3; i++) {
                numbers.add(input(shape.toArray()));
            }
            numbers.add(input().apply(new Broadcast(shape, List.of())));
            numbers.add(input(4).apply(Broadcast.along(1, shape)));
            numbers.add(input(shape.size(3)).apply(Broadcast.along(3, shape)));
            numbers.add(input(3, 1).apply(new Broadcast(shape, List.of(0, 1))));
            numbers.add(input(3, shape.size(2)).apply(new Broadcast(shape, List.of(0, 2))));
            Tensor truth = trace.input(DType.BOOL, shape.toArray());
            inputs.add(Samples.random(seed, DType.BOOL, shape.toArray()));
            truths.add(truth);
            for (int i = 0; i < 5 + random.nextInt(25); i++) {
                step();
            }
            for (int i = 0; i < 3; i++) {
                trace.output(numbers.get(numbers.size() - 1 - random.nextInt(5)));
            }
            trace.output(truths.get(truths.size() - 1));
        }

        private Tensor input(int... sizes) {
            inputs.add(Samples.random(inputs.size(), DType.FLOAT32, sizes));
            return trace.input(DType.FLOAT32, sizes);
        }

        private Tensor number() {
            return numbers.get(random.nextInt(numbers.size()));
        }

        private Tensor truth() {
            return truths.get(random.nextInt(truths.size()));
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0 -> numbers.add(number().unary(Unary.Kind.values()[random.nextInt(10)]));
                case 1 -> truths.add(number().binary(Binary.Kind.LESS, number()));
                case 2 -> numbers.add(truth().select(number(), number()));
                case 3 -> numbers.add(truth().cast(DType.FLOAT32));
                case 4 -> numbers.add(number().apply(new LeakyRelu(0.1)));
                case 5 -> numbers.add(number().apply(new RectifierGradient(0), number()));
                case 6 -> numbers.add(number().multiply(0.3));
                case 7 -> truths.add(truth().binary(Binary.Kind.XOR, truth()).not());
                case 8 -> numbers.add(number().reverse(1).relu());
                case 9 -> numbers.add(number().apply(new Dropout(0.25), words()));
                case 10 -> numbers.add(number().sum(0, 2, 3).apply(Broadcast.along(1, shape)));
                default -> numbers.add(number().binary(Binary.Kind.values()[random.nextInt(7)], number()));
            }
        }

        private Tensor words() {
            inputs.add(Samples.words(inputs.size(), shape.toArray()));
            return trace.input(DType.INT32, shape.toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu"})
    void keepsTheBits(String family) {
        int chains = 0;
        int overwritten = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomGraph random = new RandomGraph(seed);
            Graph graph = random.trace.graph();
            try (Backend backend = OnDevice.family(family)) {
                Graph lowered = backend.lower(graph);
                GraphRunner runner = new GraphRunner(backend, lowered);
                assertThat(runner.run(random.inputs))
                        .as("seed %d", seed)
                        .isEqualTo(new GraphRunner(backend, graph).run(random.inputs));
                chains += chains(lowered).size();
                overwritten += runner.overwritten;
            }
        }
        assertThat(chains).isGreaterThan(SEEDS);
        assertThat(overwritten).isGreaterThan(SEEDS / 3);
    }

    @Test
    void joinsAnUpdateWithMomentumIntoOnePass() {
        TracedGraph trace = new TracedGraph();
        Tensor gradient = trace.input(DType.FLOAT32, 20, 50).transpose(1, 0);
        Tensor rate = trace.input(DType.FLOAT32);
        Tensor weight = trace.variable("weight", 50, 20);
        Tensor momentum = trace.variable("momentum", 50, 20);
        Tensor loss = gradient.multiply(gradient);
        trace.output(loss);
        trace.enter(Origin.Stage.UPDATE);
        Tensor nextMomentum = momentum.multiply(0.9).add(gradient.add(weight.multiply(1e-4)));
        trace.update("momentum", nextMomentum);
        trace.update("weight", weight.subtract(nextMomentum.multiply(rate.broadcastTo(weight.shape()))));

        try (Backend backend = OnDevice.open(Map.of())) {
            Graph lowered = backend.lower(trace.graph());
            assertThat(lowered.nodes()).hasSize(3);
            Node update = lowered.nodes().stream()
                    .filter(node -> node.op() instanceof ElementwiseChain)
                    .findFirst()
                    .orElseThrow();
            for (int k = 0; k < 2; k++) {
                int operand = backend.prepare(update.op(), update.inputSpecs(), update.outputSpecs())
                        .orElseThrow()
                        .inPlace(k);
                boolean isMomentum =
                        update.outputs().get(k).equals(lowered.updates().get(0).value());
                assertThat(update.inputs().get(operand))
                        .as("result %d", k)
                        .isEqualTo(lowered.variables().get(isMomentum ? 1 : 0).value());
            }
        }
    }

    @Test
    void leavesGraphsAloneWhereSwitchedOff() {
        RandomGraph random = new RandomGraph(1);
        Graph graph = random.trace.graph();
        try (Backend backend = OnDevice.open(Map.of("fusion", "off"))) {
            assertThat(backend.lower(graph)).isSameAs(graph);
        }
    }
}
