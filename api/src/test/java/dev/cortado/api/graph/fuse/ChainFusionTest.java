package dev.cortado.api.graph.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.ScalarBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainFusionTest {

    private static final Op ADD = new Binary(Binary.Kind.ADD);
    private static final Op HALF = new ScalarBinary(Binary.Kind.MULTIPLY, 0.5, false);
    private static final Shape SHAPE = Shape.of(3, 4);

    private final List<Graph.Input> inputs = new ArrayList<>();
    private final List<Graph.Read> reads = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Graph.Output> outputs = new ArrayList<>();
    private final List<Graph.Update> updates = new ArrayList<>();
    private Origin.Stage stage = Origin.Stage.FORWARD;
    private int values;

    private Value value(Shape shape) {
        return new Value(values++, new TensorSpec(DType.FLOAT32, shape));
    }

    private Value input(int... sizes) {
        Value value = value(Shape.of(sizes));
        inputs.add(new Graph.Input("input" + value.id(), value));
        return value;
    }

    private Value variable(String path) {
        Value value = value(SHAPE);
        reads.add(new Graph.Read(new Variable(path, value.spec(), true), value));
        return value;
    }

    private Value apply(Op op, Value... operands) {
        Value result =
                value(op.infer(List.of(operands).stream().map(Value::spec).toList())
                        .get(0)
                        .shape());
        nodes.add(new Node(op, List.of(operands), List.of(result), Origin.of("layer", stage)));
        return result;
    }

    private void output(Value value) {
        outputs.add(new Graph.Output("output" + value.id(), value));
    }

    private List<Node> fuse(ChainRules rules) {
        Graph graph = new Graph(inputs, reads, nodes, outputs, updates, Optional.empty());
        GraphRewriter rewriter = new GraphRewriter(graph);
        new ChainFusion(rules).apply(rewriter);
        return rewriter.build().nodes();
    }

    private List<Node> fuse() {
        return fuse(node -> true);
    }

    private static ElementwiseChain chain(Node node) {
        return (ElementwiseChain) node.op();
    }

    @Test
    void anUpdateIsOneChainWhoseResultsTakeTheMemoryOfTheirVariables() {
        Value gradient = apply(Reverse.of(0), input(3, 4));
        Value weight = variable("weight");
        Value momentum = variable("momentum");
        // elementwise too, but done before anybody knows whether the update will be
        Value scaled = apply(HALF, gradient);
        output(scaled);
        stage = Origin.Stage.UPDATE;
        Value next = apply(ADD, apply(HALF, momentum), scaled);
        updates.add(new Graph.Update(reads.get(1).variable(), next));
        updates.add(new Graph.Update(reads.get(0).variable(), apply(ADD, weight, next)));

        List<Node> fused = fuse();
        assertThat(fused).hasSize(3);
        Node update = fused.get(2);
        assertThat(update.inputs()).containsExactly(momentum, scaled, weight);
        assertThat(update.outputs())
                .containsExactly(updates.get(0).value(), updates.get(1).value());
        assertThat(chain(update).results())
                .containsExactly(new ElementwiseChain.Result(4, 0), new ElementwiseChain.Result(5, 2));
        assertThat(update.origin().stage()).isEqualTo(Origin.Stage.UPDATE);
    }

    @Test
    void nothingIsJoinedAcrossWhatItWouldThenDependOn() {
        Value first = apply(new Relu(), input(3, 4));
        output(apply(ADD, first, apply(Reverse.of(0), first)));
        assertThat(fuse()).hasSize(3);
    }

    @Test
    void broadcastsAreAbsorbedAndKeptForWhoElseReadsThem() {
        Value vector = input(4);
        Value repeated = apply(Broadcast.along(1, SHAPE), vector);
        output(apply(ADD, input(3, 4), repeated));
        List<Node> alone = fuse();
        assertThat(alone).hasSize(1);
        assertThat(alone.get(0).inputs()).contains(vector);
        assertThat(chain(alone.get(0)).steps().get(0).op()).isInstanceOf(Broadcast.class);
        output(apply(Reverse.of(0), repeated));
        assertThat(fuse())
                .extracting(node -> (Object) node.op().getClass())
                .containsExactlyInAnyOrder(Broadcast.class, ElementwiseChain.class, Reverse.class);
    }

    /** A backend decides by its rules what joins, what is absorbed, how much, and what runs at all. */
    @Test
    void rulesAreKept() {
        Value x = apply(Broadcast.along(1, SHAPE), input(4));
        for (int i = 0; i < 10; i++) {
            x = apply(HALF, x);
        }
        output(apply(new Relu(), x));
        ChainRules joins = node -> node.op().equals(HALF);
        assertThat(fuse(joins)).hasSize(2);
        record Narrow(ChainRules joins, int longest, boolean absorbs, boolean accepts) implements ChainRules {

            @Override
            public boolean joins(Node node) {
                return joins.joins(node);
            }

            @Override
            public boolean absorbs(Node broadcast) {
                return absorbs;
            }

            @Override
            public boolean accepts(ElementwiseChain chain, List<TensorSpec> inputs) {
                assertThat(chain.infer(inputs)).containsExactly(new TensorSpec(DType.FLOAT32, SHAPE));
                return accepts;
            }
        }
        assertThat(fuse(new Narrow(joins, 4, true, true))).hasSize(4);
        assertThat(fuse(new Narrow(joins, 40, false, true))).hasSize(3);
        assertThat(fuse(new Narrow(joins, 40, true, false))).hasSize(12);
    }

    @Test
    void aChainRefersToWhatComesBefore() {
        List<ElementwiseChain.Result> result = List.of(new ElementwiseChain.Result(1, -1));
        assertThatThrownBy(() -> new ElementwiseChain(1, List.of(new ElementwiseChain.Step(HALF, List.of(1))), result))
                .hasMessageContaining("step 0 takes value 1");
        assertThatThrownBy(() -> new ElementwiseChain(1, List.of(), result))
                .hasMessageContaining("a result is value 1");
        assertThatThrownBy(() -> new ElementwiseChain(1, List.of(), List.of(new ElementwiseChain.Result(0, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"'', 1, 60", "0, 3, 20", "1, 4, 5", "2, 5, 1", "'0,1', 12, 5", "'1,2', 20, 1", "'0,1,2', 60, 1"})
    void aRepetitionSaysWhichElementBelongsToWhich(String axes, int size, int inner) {
        List<Integer> kept = axes.isEmpty()
                ? List.of()
                : List.of(axes.split(",")).stream().map(Integer::valueOf).toList();
        Shape target = Shape.of(3, 4, 5);
        Shape operand = Shape.of(kept.stream().mapToInt(target::size).toArray());
        Repetition found = Repetition.of(new Broadcast(target, kept), operand).orElseThrow();
        assertThat(found.size()).isEqualTo(size);
        assertThat(found.inner() == inner || size == 1).isTrue();
        assertThat(Repetition.of(new Broadcast(target, List.of(0, 2)), Shape.of(3, 5)))
                .isEmpty();
    }
}
