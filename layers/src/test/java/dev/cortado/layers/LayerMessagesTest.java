package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.Session;
import dev.cortado.core.trace.ModelException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user reads who gives wrong shapes or options: the place, the numbers and the way out. */
class LayerMessagesTest {

    private static void trace(Layer layer, int... sizes) {
        try (Session session = ReferenceSession.open(DType.FLOAT32)) {
            session.inference(layer, TensorSpec.of(DType.FLOAT32, sizes));
        }
    }

    private static void assertProblem(String message, Layer layer, int... sizes) {
        assertThatThrownBy(() -> trace(layer, sizes))
                .isInstanceOf(CortadoException.class)
                .hasMessage(message);
    }

    @Test
    void aKernelLargerThanItsInput() {
        assertProblem(
                "conv4 (Conv2d): input 64x5x5 with kernel 7, padding 0 gives height 5 - 7 + 1 = -1; "
                        + "use padding 3 or a kernel of at most 5",
                Sequential.named().add("conv4", Conv2d.of(8, 7)).build(),
                2,
                64,
                5,
                5);
    }

    @Test
    void aWindowLargerThanItsInput() {
        assertProblem(
                "max_pool1 (MaxPool2d): input 3x1x4 with window 2, padding 0 gives height floor((1 - 2) / 2) + 1 = 0; "
                        + "use padding 1 or a window of at most 1",
                Sequential.of(MaxPool2d.of(2)),
                2,
                3,
                1,
                4);
    }

    @Test
    void groupsThatDoNotDivideTheChannels() {
        assertProblem(
                "network (Conv2d): input 1x6x8x8 has 6 channels, which with 12 filters cannot be split into 4 groups; "
                        + "use a number of groups that divides both: 1, 2, 3, 6",
                Conv2d.of(12, 3).withGroups(4),
                1,
                6,
                8,
                8);
    }

    @Test
    void imagesForALinearLayer() {
        assertProblem(
                "fc (Linear): input 64x50x4x4 has 4 axes, but Linear needs vectors [N, features]; "
                        + "put Flatten before it, which gives 64x800",
                Sequential.named().add("fc", Linear.of(10)).build(),
                64,
                50,
                4,
                4);
        assertThatThrownBy(() -> trace(Linear.of(3), 5))
                .hasMessageContaining("1 axis")
                .hasMessageContaining("batch");
    }

    @Test
    void vectorsForALayerOverImages() {
        List<Layer> layers =
                List.of(Conv2d.of(2, 3), MaxPool2d.of(2), AvgPool2d.of(2), SumPool2d.of(2), GlobalAvgPool2d.of());
        for (Layer layer : layers) {
            assertThatThrownBy(() -> trace(layer, 64, 800))
                    .hasMessageContaining("network (" + layer.getClass().getSimpleName() + "): input 64x800 has 2 axes")
                    .hasMessageContaining("put it before Flatten");
            assertThatThrownBy(() -> trace(layer, 3, 8, 8)).hasMessageContaining("add an axis of size 1");
            assertThatThrownBy(() -> trace(layer, 1, 1, 3, 8, 8)).hasMessageContaining("has 5 axes");
        }
    }

    @Test
    void batchNormWithoutChannelsAndSoftmaxWithoutItsAxis() {
        assertThatThrownBy(() -> trace(BatchNorm2d.of(), 7)).hasMessageContaining("has no channels");
        assertThatThrownBy(() -> trace(Softmax.of().withAxis(2), 7, 3))
                .hasMessageContaining("input 7x3 has no axis 2; use an axis from -2 to 1");
        assertThatThrownBy(() -> trace(Flatten.of())).hasMessageContaining("add a batch axis");
    }

    @Test
    void residualPartsOfDifferentShapes() {
        Layer body = Conv2d.of(32, 3).withStride(2).withPadding(1);
        assertProblem(
                "block (Residual): the body gives 4x32x8x8, but its input is 4x16x16x16, so they cannot be added; "
                        + "use as shortcut a convolution with a 1x1 kernel, stride 2 and 32 filters",
                Sequential.named().add("block", Residual.of(body)).build(),
                4,
                16,
                16,
                16);
        assertProblem(
                "network (Residual): the body gives 4x16x14x14, but its input is 4x16x16x16, so they cannot be added; "
                        + "pad the convolutions of the body, so that it keeps the size or halves it",
                Residual.of(Conv2d.of(16, 3)),
                4,
                16,
                16,
                16);
        assertProblem(
                "network (Residual): the body gives 4x7, but its shortcut 4x5, so they cannot be added; "
                        + "let body and shortcut give one shape",
                Residual.of(Linear.of(7)).withShortcut(Linear.of(5)),
                4,
                16);
    }

    @Test
    void theFixOfAResidualIsAFix() {
        Layer body = Conv2d.of(32, 3).withStride(2).withPadding(1);
        Layer fixed = Residual.of(body).withShortcut(Conv2d.of(32, 1).withStride(2));
        assertThatCode(() -> trace(fixed, 4, 16, 17, 15)).doesNotThrowAnyException();
    }

    @Test
    void independentProblemsAreReportedTogether() {
        Layer network = Sequential.named()
                .add("conv1", Conv2d.of(8, 9))
                .add("pool1", MaxPool2d.of(40))
                .build();
        assertThatThrownBy(() -> trace(network, 1, 1, 8, 8))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problems()).hasSize(2));
    }

    @Test
    void weightsThatAreTooLargeAreAMistakeInTheOptions() {
        assertThatThrownBy(() -> trace(Linear.of(2_000_000_000), 1, 784))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.category()).isEqualTo(CortadoException.Category.USER))
                .hasMessage("network (Linear): weights or results of 2000000000x784 are over 2^31 - 1 elements; "
                        + "use smaller sizes");
        assertThatThrownBy(() -> trace(Conv2d.of(2_000_000_000, 3), 1, 1, 8, 8))
                .hasMessageStartingWith("network (Conv2d): weights or results of 2000000000x1x3x3 are over");
        assertThatThrownBy(() -> trace(Linear.of(2_000_000_000), 64, 1, 28, 28))
                .hasMessageStartingWith("network (Linear): weights or results of 64x2000000000 are over");
    }

    @Test
    void optionsOutOfRange() {
        assertThatThrownBy(() -> Conv2d.of(0, 3))
                .hasMessage("Conv2d: option 'filters' is 0; use a value of at least 1");
        assertThatThrownBy(() -> Conv2d.of(1, HeightWidth.of(3, 0))).hasMessageContaining("kernel_size");
        assertThatThrownBy(() -> Conv2d.of(1, 3).withStride(0)).hasMessageContaining("stride");
        assertThatThrownBy(() -> Conv2d.of(1, 3).withDilation(-1)).hasMessageContaining("dilation");
        assertThatThrownBy(() -> Conv2d.of(1, 3).withGroups(0)).hasMessageContaining("groups");
        assertThatThrownBy(() -> Conv2d.of(1, 3).withPadding(-1)).hasMessageContaining("padding");
        assertThatThrownBy(() -> Linear.of(-2)).hasMessageContaining("units");
        assertThatThrownBy(() -> LeakyRelu.of().withSlope(0)).hasMessageContaining("greater than 0");
        assertThatThrownBy(() -> Dropout.of(1)).hasMessageContaining("from 0 to below 1");
        assertThatThrownBy(() -> BatchNorm2d.of().withMomentum(2)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> BatchNorm2d.of().withEpsilon(-1)).hasMessageContaining("epsilon");
    }

    @Test
    void aPoolingWindowThatWouldSeeNothingButPadding() {
        assertThatThrownBy(() -> MaxPool2d.of(2).withPadding(2))
                .hasMessage("MaxPool2d: padding 2 with a window of 2 leaves windows that see nothing but padding; "
                        + "use a padding of at most 1");
        assertThatThrownBy(() -> AvgPool2d.of(1).withPadding(Padding.of(0, 1, 0, 0)))
                .hasMessageContaining("at most 0");
        assertThatCode(() -> MaxPool2d.of(2).withDilation(2).withPadding(2)).doesNotThrowAnyException();
        assertThatCode(() -> MaxPool2d.of(2).withPadding(Padding.keepSize())).doesNotThrowAnyException();
    }

    @Test
    void optionsOfAModelFile() {
        assertThatThrownBy(() -> Registered.layer("conv2d", Map.of("filters", 8, "kernel_sise", 3)))
                .hasMessageContaining("unknown option 'kernel_sise'")
                .hasMessageContaining("'kernel_size'");
        assertThatThrownBy(() -> Registered.layer("conv2d", Map.of("filters", 8)))
                .hasMessageContaining("option 'kernel_size' is missing");
        assertThatThrownBy(() -> Registered.layer("conv2d", Map.of("filters", "many", "kernel_size", 3)))
                .hasMessageContaining("give a whole number");
        assertThatThrownBy(() -> Registered.layer("conv2d", Map.of("filters", 8, "kernel_size", List.of(3, 3, 3))))
                .hasMessageContaining("[3, 3, 3]")
                .hasMessageContaining("[height, width]");
        assertThatThrownBy(() -> Registered.layer("max_pool2d", Map.of("window", 2, "padding", List.of(1, 1, 1))))
                .hasMessageContaining("[top, bottom, left, right]");
        assertThatThrownBy(() -> Registered.layer("linear", Map.of("units", 5_000_000_000L)))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("units");
        assertThatThrownBy(() -> Registered.layer("dropout", Map.of("rate", 1.0)))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("rate");
    }
}
