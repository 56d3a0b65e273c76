package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.op.Backward;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Differentiable;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.train.Loss;
import dev.cortado.core.decorate.ForwardingBackend;
import dev.cortado.core.run.Program;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What core refuses instead of computing something else, and what it keeps apart or shares. */
class ContractsTest {

    private static final TensorSpec INPUT = TensorSpec.of(DType.FLOAT64, 2, 3);

    /** A network from a lambda. */
    private interface Net extends Layer {}

    private static void refused(Layer network, String message) {
        try (Session session = Networks.session(DType.FLOAT64)) {
            assertThatThrownBy(() -> session.inference(network, INPUT))
                    .isInstanceOf(CortadoException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void sharedLayerKeepsItsWeightsWhenInferenceCallsItByAnotherName() {
        Layer shared = new Networks.Dense(3);
        Net network = (context, x) -> {
            Tensor first = context.training() ? context.call("aux", shared, x) : x;
            return context.call("main", shared, first);
        };
        try (Session session = Networks.session(DType.FLOAT64)) {
            session.training(network, new Networks.CrossEntropy(), new Networks.Momentum(), INPUT);
            session.inference(network, INPUT);
            assertThat(session.variables().list())
                    .extracting("path")
                    .containsExactly("aux.weight", "optimizer.aux.weight.momentum");
        }
    }

    @Test
    void layersMadeInsideASharedOneAreShared() {
        Net block = (context, x) -> context.call("inner", new Networks.Dense(3), x);
        Net network = (context, x) -> context.call("two", block, context.call("one", block, x));
        try (Session session = Networks.session(DType.FLOAT64)) {
            session.inference(network, INPUT);
            assertThat(session.variables().list()).extracting("path").containsExactly("one.inner.weight");
        }
    }

    @Test
    void namesMustTellVariablesApart() {
        refused(
                (Net) (context, x) -> {
                    context.parameter("w", Shape.of(1), Initializer.constant(0));
                    context.parameter("w", Shape.of(1), Initializer.constant(1));
                    return x;
                },
                "two variables are called 'w'");
        refused((Net) (context, x) -> context.call("a.b", new Networks.Dense(1), x), "'a.b' is no name");
    }

    @Test
    void failuresInsideALayerNameIt() {
        refused((Net) (context, x) -> context.call("bad", (Net) (inner, y) -> Tensor.class.cast("text"), x), "bad (");
        refused((Net) (context, x) -> context.call("nothing", (Net) (inner, y) -> null, x), "forward returned null");
    }

    @Test
    void aPrimitiveWithoutKernelIsRefusedByBackendOperationAndLayer() {
        Backend withoutProducts =
                new ForwardingBackend(Networks.session(DType.FLOAT64).backend()) {
                    @Override
                    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
                        return op instanceof MatMul ? Optional.empty() : super.prepare(op, inputs, outputs);
                    }
                };
        Net network = (context, x) -> context.call("dense", new Networks.Dense(3), x);
        try (Session session =
                Session.builder(withoutProducts).floatType(DType.FLOAT64).build()) {
            assertThatThrownBy(() -> session.inference(network, INPUT))
                    .isInstanceOfSatisfying(CortadoException.class, e -> {
                        assertThat(e.code()).isEqualTo("op-unsupported");
                        assertThat(e.backend()).contains("reference");
                        assertThat(e.plugin()).isEmpty();
                        assertThat(e.where()).contains("dense");
                    })
                    .hasMessageContaining("matmul of (float64 2x3");
        }
    }

    /** A backend whose kernel for products fails in one of its three stages. */
    private static Backend failing(String stage) {
        return new ForwardingBackend(Networks.session(DType.FLOAT64).backend()) {
            @Override
            public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
                if (!(op instanceof MatMul)) {
                    return super.prepare(op, inputs, outputs);
                }
                failIf(stage.equals("preparing a kernel"));
                return Optional.of((in, out, workspace) -> {
                    failIf(stage.equals("binding a kernel"));
                    return () -> failIf(true);
                });
            }
        };
    }

    private static void failIf(boolean due) {
        if (due) {
            throw new NoClassDefFoundError("org/engine/Missing");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"preparing a kernel", "binding a kernel", "a run"})
    void aFailureInsideABackendIsNamed(String stage) {
        Net network = (context, x) -> context.call("dense", new Networks.Dense(3), x);
        try (Session session =
                Session.builder(failing(stage)).floatType(DType.FLOAT64).build()) {
            assertThatThrownBy(() -> {
                        Program program = session.inference(network, INPUT);
                        program.input("input").set(HostTensor.zeros(INPUT));
                        program.run();
                    })
                    .isInstanceOfSatisfying(CortadoException.class, e -> {
                        assertThat(e.backend()).contains("reference");
                        assertThat(e.where()).contains("dense");
                    })
                    .hasMessageContaining("failed in " + stage + " for cortado.matmul of (float64 2x3")
                    .hasMessageContaining("org/engine/Missing");
        }
    }

    @Test
    void aLossMustBeAScalar() {
        Loss perSample = new Loss() {
            @Override
            public TensorSpec target(TensorSpec prediction) {
                return prediction;
            }

            @Override
            public Tensor loss(Tensor prediction, Tensor target) {
                return prediction.subtract(target);
            }
        };
        try (Session session = Networks.session(DType.FLOAT64)) {
            assertThatThrownBy(() -> session.training(new Networks.Dense(3), perSample, new Networks.Momentum(), INPUT))
                    .hasMessageContaining("a loss is a floating scalar, but this one is float64 2x3");
        }
    }

    /** An operation whose gradient rule forgets an operand. */
    record Forgetful() implements Differentiable {
        @Override
        public String name() {
            return "test.forgetful";
        }

        @Override
        public List<TensorSpec> infer(List<TensorSpec> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<Tensor> gradient(Backward backward) {
            return Collections.singletonList(backward.outputGradient(0));
        }
    }

    @Test
    void aGradientRuleMustAnswerForEveryOperand() {
        Net network = (context, x) -> {
            Tensor y = context.call("dense", new Networks.Dense(3), x);
            return y.apply(new Forgetful(), y);
        };
        try (Session session = Networks.session(DType.FLOAT64)) {
            assertThatThrownBy(() ->
                            session.training(network, new Networks.CrossEntropy(), new Networks.Momentum(), INPUT))
                    .hasMessageContaining("test.forgetful gives 1 gradients for 2 operands");
        }
    }

    /** An operation whose decomposition contains the operation itself. */
    record Endless() implements Decomposable {
        @Override
        public String name() {
            return "test.endless";
        }

        @Override
        public List<TensorSpec> infer(List<TensorSpec> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<Tensor> decompose(List<Tensor> inputs) {
            return List.of(inputs.get(0).apply(this));
        }
    }

    @Test
    void decompositionsMustEnd() {
        refused((Net) (context, x) -> x.apply(new Endless()), "one contains itself");
    }

    @Test
    void refusedWeightsAreRefusedAgain() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            session.variables().set("weight", HostTensor.of(new double[4], 2, 2));
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> session.inference(new Networks.Dense(3), INPUT))
                        .hasMessageContaining(
                                "weight: the network needs float64 3x3, but the given value is float64 2x2");
            }
            assertThat(session.variables().list()).isEmpty();
            assertThat(session.variables().unclaimed()).containsExactly("weight");
        }
    }

    @Test
    void inputsMustBeSetAndResultsReadInTime() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Program first = session.inference(new Networks.Dense(3), INPUT);
            assertThatThrownBy(first::run).hasMessageContaining("input 'input' was never set");
            first.input("input").set(HostTensor.zeros(INPUT));
            first.run();
            TensorSpec other = TensorSpec.of(DType.FLOAT64, 5, 3);
            Program second = session.inference((Net) (context, x) -> x.add(1), other);
            second.input("input").set(HostTensor.zeros(other));
            second.run();
            assertThatThrownBy(() -> first.output("output").value()).hasMessageContaining("another program");
        }
    }

    @Test
    void aProgramThatRunsIsNotClosedForOthers() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Net network = (context, x) -> x.add(1);
            Program held = session.inference(network, INPUT);
            held.input("input").set(HostTensor.zeros(INPUT));
            for (int batch = 3; batch < 3 + 2 * Session.CACHED; batch++) {
                session.inference(network, TensorSpec.of(DType.FLOAT64, batch, 3));
                held.run();
            }
            assertThat(held.output("output").value().doubles()).containsOnly(1);
        }
    }

    @Test
    void numbersThatAnIntegerCannotBeAreRefused() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Tensor whole = session.eager().tensor(HostTensor.of(new int[] {3, 5}, 2));
            assertThat(whole.multiply(2).value().ints()).containsExactly(6, 10);
            assertThatThrownBy(() -> whole.multiply(0.5)).hasMessageContaining("cast the tensor to a floating type");
        }
    }

    @Test
    void eagerConstantsKeepTheirNumbers() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            HostTensor numbers = HostTensor.filled(TensorSpec.of(DType.FLOAT64, 100), 1);
            Tensor x = session.eager().tensor(HostTensor.zeros(TensorSpec.of(DType.FLOAT64, 100)));
            x.constant(numbers);
            numbers.set(99, 7);
            assertThat(x.constant(numbers).value().get(99)).isEqualTo(7);
        }
    }

    @Test
    void partsOfDecomposedOperationsAreMarkedAfterSharing() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Program program =
                    session.inference((Net) (context, x) -> x.softmax(1).add(x.logSoftmax(1)), INPUT);
            assertThat(program.plan().rows())
                    .filteredOn(row -> !row.op().equals("cortado.add"))
                    .allMatch(row -> row.partOf().isPresent());
        }
    }
}
