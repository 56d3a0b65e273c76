package dev.cortado.backend.reference;

import static dev.cortado.backend.reference.EagerScope.run;
import static dev.cortado.backend.reference.Tensors.counting;
import static dev.cortado.backend.reference.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.Reshape;
import dev.cortado.api.op.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionTest {

    @Test
    void theKernelIsNotFlipped() {
        HostTensor x = HostTensor.of(new double[] {1, 2, 3, 4}, 1, 1, 4);
        HostTensor w = HostTensor.of(new double[] {1, 10}, 1, 1, 2);
        assertThat(run(Convolution.of(1), x, w).doubles()).containsExactly(21, 32, 43);
    }

    @Test
    void strideAndPaddingByHand() {
        HostTensor x = HostTensor.of(new double[] {1, 2, 3, 4}, 1, 1, 4);
        HostTensor w = HostTensor.of(new double[] {1, 10, 100}, 1, 1, 3);
        assertThat(run(convolution(2, 1, 1, 1, 1), x, w).doubles()).containsExactly(210, 432);
        assertThat(run(convolution(1, 2, 0, 1, 1), x, w).doubles()).containsExactly(100, 210, 321, 432);
    }

    @Test
    void dilationsByHand() {
        HostTensor x = HostTensor.of(new double[] {1, 2, 3, 4}, 1, 1, 4);
        HostTensor w = HostTensor.of(new double[] {1, 10}, 1, 1, 2);
        assertThat(run(convolution(1, 0, 0, 1, 2), x, w).doubles()).containsExactly(31, 42);
        // 1 0 2 0 3 0 4
        assertThat(run(convolution(1, 0, 0, 2, 1), x, w).doubles()).containsExactly(1, 20, 2, 30, 3, 40);
        assertThat(run(convolution(1, 0, 0, 2, 2), x, w).doubles()).containsExactly(21, 0, 32, 0, 43);
    }

    @Test
    void negativePaddingCropsTheSpreadInput() {
        HostTensor x = HostTensor.of(new double[] {1, 2, 3, 4}, 1, 1, 4);
        HostTensor w = HostTensor.of(new double[] {1, 10}, 1, 1, 2);
        assertThat(run(convolution(1, -1, 0, 1, 1), x, w).doubles()).containsExactly(32, 43);
        assertThat(run(convolution(1, 0, -2, 1, 1), x, w).doubles()).containsExactly(21);
        // 1 0 2 0 3 0 4 without the first, and without the last two as well
        assertThat(run(convolution(1, -1, 0, 2, 1), x, w).doubles()).containsExactly(20, 2, 30, 3, 40);
        assertThat(run(convolution(1, -1, -2, 2, 1), x, w).doubles()).containsExactly(20, 2, 30);
    }

    @Test
    void channelsAreSummedAndImagesKeptApart() {
        HostTensor x = counting(DType.FLOAT64, 2, 3, 1, 2);
        HostTensor w = HostTensor.of(new double[] {1, 10, 100, 0, 0, 1}, 2, 3, 1, 1);
        assertThat(run(Convolution.of(2), x, w))
                .isEqualTo(HostTensor.of(new double[] {420, 531, 4, 5, 1086, 1197, 10, 11}, 2, 2, 1, 2));
    }

    @Test
    void agreesWithMatricesOfPaddedPatches() {
        int seed = 0;
        for (int size : new int[] {1, 7, 13}) {
            for (int stride = 1; stride <= 3; stride++) {
                for (int inputDilation = 1; inputDilation <= 3; inputDilation++) {
                    for (int kernelDilation = 1; kernelDilation <= 2; kernelDilation++) {
                        HostTensor x = random(++seed, DType.FLOAT64, 2, 3, size, size + 2);
                        HostTensor w = random(++seed, DType.FLOAT64, 5, 3, 3, 2);
                        Convolution op = Convolution.of(2)
                                .withStride(stride, 2)
                                .withPadding(new int[] {2, -1}, new int[] {3, 2})
                                .withInputDilation(inputDilation, 2)
                                .withKernelDilation(kernelDilation, 1);
                        assertThat(run(op, x, w)).as("%s of %s", op, x.spec()).isEqualTo(byPatches(op, x, w));
                    }
                }
            }
        }
    }

    @Test
    void groupsAreConvolutionsSideBySide() {
        for (int groups : new int[] {1, 2, 4}) {
            HostTensor x = random(groups, DType.FLOAT32, 2, 4, 7, 5);
            HostTensor w = random(-groups, DType.FLOAT32, 8, 4 / groups, 3, 3);
            HostTensor[] parts = new HostTensor[groups];
            for (int g = 0; g < groups; g++) {
                HostTensor channels = slice(x, 1, g * 4 / groups, (g + 1) * 4 / groups);
                HostTensor kernels = slice(w, 0, g * 8 / groups, (g + 1) * 8 / groups);
                parts[g] = run(Convolution.of(2), channels, kernels);
            }
            assertThat(run(Convolution.of(2).withGroups(groups), x, w)).isEqualTo(run(new Concat(1), parts));
        }
    }

    @Test
    void oneAndThreeDimensionsAreSlicesOfTwo() {
        HostTensor x = random(1, DType.FLOAT64, 2, 3, 1, 1, 13);
        HostTensor w = random(2, DType.FLOAT64, 4, 3, 1, 1, 5);
        double[] expected = run(Convolution.of(3).withStride(1, 1, 2), x, w).doubles();
        assertThat(run(Convolution.of(1).withStride(2), x.reshape(2, 3, 13), w.reshape(4, 3, 5))
                        .doubles())
                .containsExactly(expected);
        assertThat(run(Convolution.of(2).withStride(2, 1), x.reshape(2, 3, 13, 1), w.reshape(4, 3, 5, 1))
                        .doubles())
                .containsExactly(expected);
    }

    @Test
    void floatsAreSummedInDouble() {
        HostTensor x = HostTensor.of(new float[] {1e8f, 1, -1e8f}, 1, 1, 3);
        HostTensor w = HostTensor.of(new float[] {1, 1, 1}, 1, 1, 3);
        assertThat(run(Convolution.of(1), x, w).floats()).containsExactly(1);
    }

    @Test
    void emptyBatchesAndChannels() {
        HostTensor w = random(1, DType.FLOAT32, 2, 3, 3, 3);
        assertThat(run(Convolution.of(2), zeros(0, 3, 5, 5), w)).isEqualTo(zeros(0, 2, 3, 3));
        assertThat(run(Convolution.of(2), zeros(2, 0, 5, 5), zeros(4, 0, 3, 3))).isEqualTo(zeros(2, 4, 3, 3));
        assertThat(run(Convolution.of(2), zeros(2, 3, 5, 5), zeros(0, 3, 3, 3))).isEqualTo(zeros(2, 0, 3, 3));
    }

    @Test
    void nonFiniteInputsTouchTheWindowsThatSeeThem() {
        HostTensor x = HostTensor.of(new double[] {1, Double.NaN, 3, 4, Double.POSITIVE_INFINITY, 6}, 1, 1, 6);
        HostTensor w = HostTensor.of(new double[] {1, 1}, 1, 1, 2);
        assertThat(run(Convolution.of(1), x, w).doubles())
                .containsExactly(Double.NaN, Double.NaN, 7, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Spreads and pads the input as a tensor, cuts out each patch and multiplies it by the kernels as a matrix. */
    private static HostTensor byPatches(Convolution op, HostTensor x, HostTensor w) {
        HostTensor padded = run(
                new Pad(
                        List.of(0, 0, op.padLow().get(0), op.padLow().get(1)),
                        List.of(0, 0, op.padHigh().get(0), op.padHigh().get(1)),
                        List.of(
                                0,
                                0,
                                op.inputDilation().get(0) - 1,
                                op.inputDilation().get(1) - 1),
                        0),
                x);
        TensorSpec spec = op.infer(List.of(x.spec(), w.spec())).get(0);
        HostTensor y = HostTensor.zeros(spec);
        int[] sizes = spec.shape().toArray();
        HostTensor kernels = w.reshape(sizes[1], w.shape().elements(1, 4));
        int height = (w.shape().size(2) - 1) * op.kernelDilation().get(0) + 1;
        int width = (w.shape().size(3) - 1) * op.kernelDilation().get(1) + 1;
        for (int image = 0; image < sizes[0]; image++) {
            for (int row = 0; row < sizes[2]; row++) {
                for (int column = 0; column < sizes[3]; column++) {
                    int top = row * op.stride().get(0);
                    int left = column * op.stride().get(1);
                    HostTensor patch = run(
                            new Slice(
                                    List.of(image, 0, top, left),
                                    List.of(image + 1, padded.shape().size(1), top + height, left + width),
                                    List.of(
                                            1,
                                            1,
                                            op.kernelDilation().get(0),
                                            op.kernelDilation().get(1))),
                            padded);
                    HostTensor vector = run(new Reshape(Shape.of(kernels.shape().size(1), 1)), patch);
                    HostTensor results = run(new MatMul(false, false), kernels, vector);
                    for (int output = 0; output < sizes[1]; output++) {
                        int at = ((image * sizes[1] + output) * sizes[2] + row) * sizes[3] + column;
                        y.doubles()[at] = results.doubles()[output];
                    }
                }
            }
        }
        return y;
    }

    private static HostTensor slice(HostTensor x, int axis, int from, int to) {
        int[] start = new int[x.shape().rank()];
        int[] end = x.shape().toArray();
        start[axis] = from;
        end[axis] = to;
        return run(Slice.of(start, end), x);
    }

    private static Convolution convolution(int stride, int low, int high, int inputDilation, int kernelDilation) {
        return new Convolution(
                List.of(stride), List.of(low), List.of(high), List.of(inputDilation), List.of(kernelDilation), 1);
    }

    private static HostTensor zeros(int... sizes) {
        return HostTensor.zeros(TensorSpec.of(DType.FLOAT32, sizes));
    }
}
