package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.core.run.Program;
import dev.cortado.core.trace.ModelException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeErrorsTest {

    private static ModelException problemsOf(Layer network, int... input) {
        try (Session session = Networks.session(DType.FLOAT32)) {
            return catchThrowableOfType(
                    ModelException.class, () -> session.inference(network, TensorSpec.of(DType.FLOAT32, input)));
        }
    }

    @Test
    void namesLayerArithmeticAndFix() {
        Layer network = new Networks.Chain(
                List.of("features"), List.of(new Networks.Chain(List.of("conv4"), List.of(new Networks.Conv(8, 7)))));
        assertThat(problemsOf(network, 1, 64, 5, 5))
                .hasMessage("features.conv4 (Conv): input 64x5x5 with kernel 7, padding 0 gives height 5 - 7 + 1 = -1; "
                        + "use padding 3 or a kernel of at most 5");
    }

    @Test
    void reportsAllIndependentErrorsTogether() {
        Layer wrong = new Layer() {
            @Override
            public Tensor forward(LayerContext context, Tensor x) {
                return x.reshape(7);
            }
        };
        Layer network = new Networks.Chain(List.of("big", "wrong"), List.of(new Networks.Conv(4, 9), wrong));
        ModelException error = problemsOf(network, 1, 1, 5, 13);
        assertThat(error.problems()).hasSize(2);
        assertThat(error).hasMessageContaining("the network has 2 problems");
        assertThat(error.problems().get(0)).hasMessageStartingWith("big (Conv): input 1x5x13 with kernel 9");
        assertThat(error.problems().get(1)).hasMessageStartingWith("wrong");
    }

    @Test
    void aLayerThatSaysWhatItsResultWouldBeDoesNotHideTheNext() {
        Layer picky = new Layer() {
            @Override
            public Tensor forward(LayerContext context, Tensor x) {
                throw new dev.cortado.api.ShapeException(
                        "wants two axes", "flatten first", List.of(TensorSpec.of(DType.FLOAT32, 1, 1, 3, 3)));
            }
        };
        Layer network = new Networks.Chain(List.of("picky", "conv"), List.of(picky, new Networks.Conv(4, 9)));
        assertThat(problemsOf(network, 1, 1, 5, 13).problems()).hasSize(2);
    }

    @Test
    void anErrorThatFollowsFromAnotherNamesItsOwnPlace() {
        Layer network =
                new Networks.Chain(List.of("big", "next"), List.of(new Networks.Conv(4, 9), new Networks.Conv(4, 30)));
        assertThat(problemsOf(network, 1, 1, 5, 13).problems())
                .extracting(problem -> problem.where().orElseThrow())
                .containsExactly("big (Conv)", "next (Conv)");
    }

    @Test
    void aLayerThatFailsIsNotTheMistakeOfTheUser() {
        Layer failing = new Layer() {
            @Override
            public Tensor forward(LayerContext context, Tensor x) {
                throw new IllegalStateException("a defect of this layer");
            }
        };
        Layer network = new Networks.Chain(List.of("big", "failing"), List.of(new Networks.Conv(4, 9), failing));
        ModelException error = problemsOf(network, 1, 1, 5, 13);
        assertThat(error.problems())
                .extracting(CortadoException::category)
                .containsExactly(CortadoException.Category.USER, CortadoException.Category.PLUGIN);
        assertThat(error.category()).isEqualTo(CortadoException.Category.PLUGIN);
    }

    @Test
    void twoLayersUnderOneNameAreRefused() {
        Layer network =
                new Networks.Chain(List.of("same", "same"), List.of(new Networks.Conv(1, 1), new Networks.Conv(1, 1)));
        assertThat(problemsOf(network, 1, 1, 3, 3))
                .hasMessageContaining("same (Conv): two different layers are called by this name");
    }

    @Test
    void oneLayerUnderTwoNamesShares() {
        try (Session session = Networks.session(DType.FLOAT32)) {
            Layer conv = new Networks.Conv(1, 1);
            session.inference(
                    new Networks.Chain(List.of("a", "b"), List.of(conv, conv)),
                    TensorSpec.of(DType.FLOAT32, 1, 1, 3, 3));
            assertThat(session.variables().list()).extracting("path").containsExactly("a.weight", "a.bias");
        }
    }

    /** An operation whose gradient rule asks for a product that does not fit. */
    record WrongGradient() implements dev.cortado.api.op.Differentiable {
        @Override
        public String name() {
            return "test.wrong_gradient";
        }

        @Override
        public List<TensorSpec> infer(List<TensorSpec> inputs) {
            return inputs;
        }

        @Override
        public List<Tensor> gradient(dev.cortado.api.op.Backward backward) {
            Tensor dy = backward.outputGradient(0);
            return List.of(dy.matmul(dy));
        }
    }

    @Test
    void anErrorInTheGradientNamesTheForwardLayer() {
        Layer network = new Networks.Chain(List.of("dense", "odd"), List.of(new Networks.Dense(3), new Layer() {
            @Override
            public Tensor forward(LayerContext context, Tensor x) {
                return x.apply(new WrongGradient());
            }
        }));
        try (Session session = Networks.session(DType.FLOAT32)) {
            ModelException error = catchThrowableOfType(
                    ModelException.class,
                    () -> session.training(
                            network,
                            new Networks.CrossEntropy(),
                            new Networks.Momentum(),
                            TensorSpec.of(DType.FLOAT32, 4, 1, 3, 3)));
            assertThat(error.problems().get(0)).hasMessageStartingWith("odd (backward): the product of 4x3 and 4x3");
        }
    }

    @Test
    void aFailedTraceDeclaresNothing() {
        Layer network =
                new Networks.Chain(List.of("big", "dense"), List.of(new Networks.Conv(4, 9), new Networks.Dense(3)));
        try (Session session = Networks.session(DType.FLOAT32)) {
            catchThrowableOfType(
                    ModelException.class, () -> session.inference(network, TensorSpec.of(DType.FLOAT32, 1, 1, 5, 5)));
            assertThat(session.variables().list()).isEmpty();
            session.inference(network, TensorSpec.of(DType.FLOAT32, 1, 1, 9, 9));
            assertThat(session.variables().list()).hasSize(3);
        }
    }

    @Test
    void problemOfALayerNamesPathAndType() {
        Layer picky = new Layer() {
            @Override
            public Tensor forward(LayerContext context, Tensor x) {
                throw context.problem("wants 3 channels, got " + x.shape().size(1), "use a colour image");
            }
        };
        assertThat(problemsOf(new Networks.Chain(List.of("stem"), List.of(picky)), 1, 1, 3, 3))
                .hasMessageStartingWith("stem (")
                .hasMessageEndingWith("wants 3 channels, got 1; use a colour image");
    }

    @Test
    void wrongInputOfAProgramIsRefused() {
        try (Session session = Networks.session(DType.FLOAT32)) {
            Program program = session.inference(new Networks.Conv(1, 1), TensorSpec.of(DType.FLOAT32, 1, 1, 3, 3));
            assertThat(catchThrowableOfType(
                            dev.cortado.api.CortadoException.class,
                            () -> program.input("input").set(Networks.random(1, DType.FLOAT32, 1, 3, 3, 1))))
                    .hasMessageContaining("the program takes float32 1x1x3x3, but got float32 1x3x3x1");
        }
    }
}
