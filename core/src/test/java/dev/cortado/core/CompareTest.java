package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Unary;
import dev.cortado.backend.reference.ReferencePlugin;
import dev.cortado.core.compare.BackendComparison;
import dev.cortado.core.compare.Batch;
import dev.cortado.core.compare.ComparisonReport;
import dev.cortado.core.decorate.FaultBackend;
import dev.cortado.core.decorate.ForwardingBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareTest {

    private static final TensorSpec INPUT = TensorSpec.of(DType.FLOAT32, 4, 1, 8, 8);

    /** Multiplies the first result of an operation by a factor. */
    private static final class Skewed extends ForwardingBackend {

        private final String op;
        private final double factor;

        Skewed(Backend delegate, String op, double factor) {
            super(delegate);
            this.op = op;
            this.factor = factor;
        }

        @Override
        protected Invocation around(Call call) {
            if (!call.op().name().equals(op)) {
                return call.invocation();
            }
            BufferView target = call.outputs().get(0);
            return () -> {
                call.invocation().run();
                HostTensor value = HostTensor.zeros(target.spec());
                delegate().download(target, value);
                for (int i = 0; i < value.spec().elements(); i++) {
                    value.set(i, value.get(i) * factor);
                }
                delegate().upload(value, target);
            };
        }
    }

    /** Computes every operation alone rightly, but lowers a whole step wrongly: matrix products change their sign. */
    private static final class WrongFusion extends ForwardingBackend {

        WrongFusion(Backend delegate) {
            super(delegate);
        }

        @Override
        public Graph lower(Graph graph) {
            GraphRewriter rewriter = new GraphRewriter(graph);
            for (Node node : rewriter.nodes()) {
                // single operations are lowered too, and stay right
                if (graph.nodes().size() > 20 && node.op() instanceof MatMul) {
                    Node wrong = rewriter.insert(
                            new Unary(Unary.Kind.NEGATE), List.of(node.outputs().get(0)), node.origin());
                    for (Node reader : rewriter.consumers(node.outputs().get(0))) {
                        if (reader != wrong) {
                            List<dev.cortado.api.graph.Value> inputs = reader.inputs().stream()
                                    .map(value -> value.equals(node.outputs().get(0))
                                            ? wrong.outputs().get(0)
                                            : value)
                                    .toList();
                            rewriter.remove(reader);
                            rewriter.replace(List.of(reader), reader.op(), inputs, reader.outputs());
                        }
                    }
                }
            }
            return rewriter.build();
        }
    }

    private static Backend reference() {
        return new ReferencePlugin().backends().get(0).create(BackendOptions.of(1));
    }

    private static Session session(Backend backend) {
        return Session.builder(backend).seed(7).build();
    }

    private static ComparisonReport compare(Backend suspect, int steps) {
        HostTensor labels = HostTensor.zeros(new Networks.CrossEntropy().target(TensorSpec.of(DType.FLOAT32, 4, 3)));
        for (int i = 0; i < 4; i++) {
            labels.set(i, i % 3);
        }
        Batch batch = new Batch(Networks.random(3, DType.FLOAT32, 4, 1, 8, 8), labels);
        assertThat(batch.input().spec()).isEqualTo(INPUT);
        try (Session a = session(reference());
                Session b = session(suspect)) {
            return new BackendComparison(Networks.small(), new Networks.CrossEntropy(), new Networks.Momentum(), 0.05)
                    .run(a, b, List.of(batch), steps);
        }
    }

    @Test
    void equalBackendsAgreeExactly() {
        ComparisonReport report = compare(reference(), 3);
        assertThat(report.agrees()).isTrue();
        assertThat(report.equalInitialWeights()).isTrue();
        assertThat(report.ops()).hasSizeGreaterThan(20).allSatisfy(row -> {
            assertThat(row.local()).isZero();
            assertThat(row.accumulated()).isZero();
        });
        assertThat(report.firstOut()).isEmpty();
        assertThat(report.losses())
                .hasSize(3)
                .allSatisfy(loss -> assertThat(loss.difference()).isZero());
        assertThat(report.losses().get(0).a())
                .isNotEqualTo(report.losses().get(2).a());
        assertThat(report.layers()).extracting(ComparisonReport.LayerRow::layer).contains("conv", "conv (backward)");
    }

    @Test
    void theGuiltyOperationAndItsLayerAreNamed() {
        ComparisonReport report = compare(new Skewed(reference(), "cortado.matmul", 1.001), 2);
        assertThat(report.agrees()).isFalse();
        assertThat(report.guilty()).hasValueSatisfying(row -> {
            assertThat(row.op()).isEqualTo("cortado.matmul");
            assertThat(row.origin().toString()).isEqualTo("dense");
            assertThat(row.local()).isBetween(1e-5, 1.1e-3);
        });
        assertThat(report.firstOut()).isEqualTo(report.guilty());
        assertThat(report.ops().stream().filter(ComparisonReport.OpRow::isGuilty))
                .as("what only inherits the error is not guilty")
                .allSatisfy(row -> assertThat(row.op()).isEqualTo("cortado.matmul"));
        assertThat(report.ops()).anySatisfy(row -> {
            assertThat(row.local()).isZero();
            assertThat(row.accumulated()).isPositive();
        });
        assertThat(report.losses().get(0).difference()).isPositive();
    }

    @Test
    void roundingIsNoFault() {
        ComparisonReport report = compare(new Skewed(reference(), "cortado.matmul", 1 + 1e-7), 2);
        assertThat(report.guilty()).isEmpty();
        assertThat(report.agrees()).isTrue();
    }

    @Test
    void aFaultOfTheLoweringShowsInTheWholeStep() {
        ComparisonReport report = compare(new WrongFusion(reference()), 2);
        assertThat(report.guilty()).isEmpty();
        assertThat(report.fusedStepAgrees()).isFalse();
        assertThat(report.agrees()).isFalse();
    }

    @Test
    void aNumberThatIsNoneIsNamedWhereItArises() {
        ComparisonReport report = compare(new FaultBackend(reference(), "cortado.convolution", run -> true), 3);
        assertThat(report.guilty()).hasValueSatisfying(row -> {
            assertThat(row.op()).isEqualTo("cortado.convolution");
            assertThat(row.origin().toString()).isEqualTo("conv");
            assertThat(row.local()).isInfinite();
        });
        assertThat(report.losses()).as("a step that diverged ends the curve").hasSize(1);
    }
}
