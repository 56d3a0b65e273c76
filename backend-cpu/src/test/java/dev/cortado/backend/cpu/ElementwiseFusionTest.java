package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
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
import dev.cortado.backend.cpu.kernel.elementwise.ElementwiseKernels;
import dev.cortado.backend.cpu.lower.ElementwiseFusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("widths")
class ElementwiseFusionTest {

    private static List<ElementwiseChain> chains(Graph graph) {
        return graph.nodes().stream()
                .map(Node::op)
                .filter(ElementwiseChain.class::isInstance)
                .map(ElementwiseChain.class::cast)
                .toList();
    }

    /** A random graph of elementwise operations, broadcasts and a few others in between. */
    private static final class RandomGraph {

        private static final Shape SHAPE = Shape.of(3, 4, 5, 7);

        private final Random random;
        private final TracedGraph trace = new TracedGraph();
        private final List<Tensor> numbers = new ArrayList<>();
        private final List<Tensor> truths = new ArrayList<>();
        private final List<HostTensor> inputs = new ArrayList<>();

        RandomGraph(int seed) {
            random = new Random(seed);
            for (int i = 0; i < 3; i++) {
                numbers.add(input(3, 4, 5, 7));
            }
            numbers.add(input().apply(new Broadcast(SHAPE, List.of())));
            numbers.add(input(4).apply(Broadcast.along(1, SHAPE)));
            numbers.add(input(7).apply(Broadcast.along(3, SHAPE)));
            numbers.add(input(3, 1).apply(new Broadcast(SHAPE, List.of(0, 1))));
            numbers.add(input(3, 5).apply(new Broadcast(SHAPE, List.of(0, 2))));
            Tensor truth = trace.input(DType.BOOL, 3, 4, 5, 7);
            inputs.add(Samples.random(seed, DType.BOOL, 3, 4, 5, 7));
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
                case 10 -> numbers.add(number().sum(0, 2, 3).apply(Broadcast.along(1, SHAPE)));
                default -> numbers.add(number().binary(Binary.Kind.values()[random.nextInt(7)], number()));
            }
        }

        private Tensor words() {
            inputs.add(Samples.words(inputs.size(), 3, 4, 5, 7));
            return trace.input(DType.INT32, 3, 4, 5, 7);
        }
    }

    @BeforeEach
    void fusionIsInTheCatalogue() {
        assumeThat(Catalog.rules())
                .as("the catalogue was changed: no fusion to test")
                .anyMatch(ElementwiseFusion.class::isInstance);
        assumeThat(Catalog.factories())
                .as("the catalogue was changed: no kernel for chains")
                .anyMatch(ElementwiseKernels.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void keepsTheBits(int threads) {
        int chains = 0;
        int overwritten = 0;
        for (int seed = 0; seed < 150; seed++) {
            RandomGraph random = new RandomGraph(seed);
            Graph graph = random.trace.graph();
            try (Backend backend = BackendScope.backend("cpu", threads)) {
                Graph lowered = backend.lower(graph);
                GraphRunner runner = new GraphRunner(backend, lowered);
                assertThat(runner.run(random.inputs))
                        .as("seed %d", seed)
                        .isEqualTo(new GraphRunner(backend, graph).run(random.inputs));
                chains += chains(lowered).size();
                overwritten += runner.overwritten;
            }
        }
        assertThat(chains).isGreaterThan(150);
        assertThat(overwritten).isGreaterThan(50);
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

        try (Backend backend = BackendScope.backend("cpu", 1)) {
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
        BackendOptions off = new BackendOptions(1, Map.of("fusion", "off"), List.of(), List.of());
        try (Backend backend = new CpuProvider().create(off)) {
            assertThat(backend.lower(graph)).isSameAs(graph);
        }
    }
}
