package dev.cortado.api.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.DType;
import dev.cortado.api.ShapeException;
import dev.cortado.api.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeRulesTest {

    private static TensorSpec spec(int... sizes) {
        return TensorSpec.of(DType.FLOAT32, sizes);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 0, 0, 1, 1, 1",
        "7, 3, 1, 0, 0, 1, 1, 5",
        "13, 3, 2, 1, 1, 1, 1, 7",
        "207, 7, 3, 0, 2, 2, 1, 66",
        "5, 5, 1, -1, 1, 1, 1, 1",
        "7, 3, 1, 2, 2, 1, 2, 15",
    })
    void convolutionPlaces(
            int size, int kernel, int stride, int low, int high, int dilation, int inputDilation, int places) {
        Convolution op = Convolution.of(1)
                .withStride(stride)
                .withPadding(new int[] {low}, new int[] {high})
                .withKernelDilation(dilation)
                .withInputDilation(inputDilation);
        assertThat(op.infer(List.of(spec(2, 4, size), spec(6, 4, kernel)))).containsExactly(spec(2, 6, places));
    }

    @Test
    void kernelLargerThanItsInputIsAnsweredWithArithmeticFixAndRecovery() {
        ShapeException error = org.assertj.core.api.Assertions.catchThrowableOfType(
                ShapeException.class,
                () -> Convolution.of(2).withStride(2, 2).infer(List.of(spec(1, 3, 9, 5), spec(8, 3, 7, 7))));
        assertThat(error)
                .hasMessage("input 3x9x5 with kernel 7, padding 0 gives width floor((5 - 7) / 2) + 1 = 0; "
                        + "use padding 3 or a kernel of at most 5");
        assertThat(error.recovery()).contains(List.of(spec(1, 8, 2, 3)));
    }

    @Test
    void channelsMustFitKernelAndGroups() {
        assertThatThrownBy(() -> Convolution.of(2).infer(List.of(spec(1, 3, 9, 9), spec(8, 4, 3, 3))))
                .hasMessage("the input has 3 channels, but the kernel 8x4x3x3 takes 4; "
                        + "use a kernel of 3 input channels");
        assertThatThrownBy(() -> Convolution.of(2).withGroups(2).infer(List.of(spec(1, 3, 9, 9), spec(8, 1, 3, 3))))
                .hasMessageContaining("cannot be split into 2 groups");
    }

    @Test
    void attributesMustFitTheAxes() {
        assertThatThrownBy(() -> Convolution.of(2).withStride(0, 1).infer(List.of(spec(1, 1, 3, 3), spec(1, 1, 1, 1))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("stride [0, 1]");
        assertThatThrownBy(() -> Window.of(new int[] {2, 2}, new int[] {2}).places(spec(1, 1, 4, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("stride [2]");
    }

    @Test
    void aTransposedProductNeedsNoLargeShapeInBetween() {
        assertThat(new MatMul(true, false).infer(List.of(spec(64, 50_000), spec(64, 784))))
                .containsExactly(spec(50_000, 784));
    }

    @Test
    void emptyBatchesAreLegal() {
        assertThat(Convolution.of(2).infer(List.of(spec(0, 3, 9, 9), spec(8, 3, 3, 3))))
                .containsExactly(spec(0, 8, 7, 7));
        assertThat(Reduce.over(Reduce.Kind.SUM, 2).infer(List.of(spec(0, 7)))).containsExactly(spec());
    }

    @Test
    void broadcastingAlignsAtTheEnd() {
        assertThat(Broadcast.common(spec(7, 1, 13).shape(), spec(5, 1).shape()))
                .isEqualTo(spec(7, 5, 13).shape());
        assertThatThrownBy(() -> Broadcast.common(spec(7, 2).shape(), spec(3).shape()))
                .hasMessageContaining("differ in axis -1 (2 and 3)");
    }

    @Test
    void operandsOfDifferentTypesAreRefused() {
        TensorSpec whole = TensorSpec.of(DType.INT32, 3);
        assertThatThrownBy(() -> new Binary(Binary.Kind.ADD).infer(List.of(spec(3), whole)))
                .hasMessageContaining("cortado.add needs operands of one element type");
        assertThatThrownBy(() -> new Unary(Unary.Kind.EXP).infer(List.of(whole)))
                .hasMessageContaining("needs a floating element type");
    }
}
