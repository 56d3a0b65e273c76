package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"cpu", "gpu"})
class ConvolutionTest {

    private record Case(String name, Convolution op, int[] input, int[] kernel) {

        @Override
        public String toString() {
            return name;
        }
    }

    private final String family;
    private final Agreement agreement;

    ConvolutionTest(String family) {
        this.family = family;
        agreement = new Agreement(OnDevice.family(family));
    }

    @AfterEach
    void close() {
        agreement.close();
    }

    static int[] of(int... values) {
        return values;
    }

    static Stream<Case> cases() {
        Convolution plain = Convolution.of(2);
        Convolution same = plain.withPadding(of(1, 1), of(1, 1));
        return Stream.of(
                new Case("LeNet 1", plain, of(3, 1, 28, 28), of(20, 1, 5, 5)),
                new Case("LeNet 2", plain, of(3, 20, 12, 12), of(50, 20, 5, 5)),
                new Case("first 3x3", same, of(2, 3, 32, 32), of(32, 3, 3, 3)),
                new Case("small images", same, of(9, 20, 4, 4), of(20, 20, 3, 3)),
                new Case("ragged rows", plain, of(3, 16, 12, 29), of(7, 16, 3, 3)),
                new Case("asymmetric padding", plain.withPadding(of(1, 0), of(2, 1)), of(3, 3, 17, 13), of(7, 3, 3, 2)),
                new Case(
                        "negative padding", plain.withPadding(of(-1, -2), of(-1, 0)), of(5, 3, 19, 23), of(7, 3, 3, 2)),
                new Case("stride 2", same.withStride(2, 2), of(3, 5, 33, 34), of(13, 5, 3, 3)),
                new Case("strides 3 and 2", same.withStride(3, 2), of(3, 5, 23, 34), of(9, 5, 2, 3)),
                new Case("stride beyond kernel", plain.withStride(3, 3), of(9, 5, 20, 21), of(9, 5, 2, 1)),
                new Case(
                        "dilation",
                        plain.withPadding(of(2, 3), of(2, 3)).withKernelDilation(2, 3),
                        of(3, 17, 13, 14),
                        of(6, 17, 3, 3)),
                new Case(
                        "stride and dilation",
                        plain.withKernelDilation(2, 3).withStride(3, 2),
                        of(3, 5, 23, 44),
                        of(8, 5, 3, 3)),
                new Case(
                        "input dilation",
                        same.withInputDilation(2, 3).withStride(1, 2),
                        of(3, 5, 9, 12),
                        of(8, 5, 3, 3)),
                new Case("groups", same.withGroups(2), of(3, 26, 9, 9), of(8, 13, 3, 3)),
                new Case("depthwise", same.withGroups(7), of(3, 7, 16, 16), of(7, 1, 3, 3)),
                new Case("kernel as large as input", plain, of(7, 4, 7, 7), of(13, 4, 7, 7)),
                new Case("1x1", plain, of(3, 70, 8, 8), of(65, 70, 1, 1)),
                new Case("1x1, stride 2", plain.withStride(2, 2), of(3, 25, 19, 18), of(20, 25, 1, 1)),
                new Case("one element", plain, of(1, 1, 1, 1), of(1, 1, 1, 1)),
                new Case("long rows", same, of(1, 2, 9, 207), of(3, 2, 3, 3)),
                new Case("1-D", Convolution.of(1).withPadding(of(1), of(2)), of(2, 13, 207), of(7, 13, 5)),
                new Case(
                        "3-D",
                        Convolution.of(3).withPadding(of(1, 1, 1), of(1, 0, 1)).withStride(1, 2, 1),
                        of(2, 13, 5, 6, 7),
                        of(9, 13, 3, 2, 3)),
                new Case("no image", same, of(0, 3, 8, 8), of(4, 3, 3, 3)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void convolutionAndGradients(Case test) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            HostTensor x = Samples.random(1, dtype, test.input);
            HostTensor w = Samples.random(2, dtype, test.kernel);
            TensorSpec result = test.op.infer(List.of(x.spec(), w.spec())).get(0);
            HostTensor dy = Samples.random(3, dtype, result.shape().toArray());
            agreement.check(test.op, x, w);
            agreement.check(new ConvolutionInputGradient(test.op, x.shape()), w, dy);
            agreement.check(new ConvolutionWeightGradient(test.op, w.shape()), x, dy);
        }
    }

    /** What lies beside an image in packed memory must not reach the gradient. */
    @Test
    void infinityStaysWhereItIs() {
        Convolution op = Convolution.of(2).withPadding(of(1, 1), of(1, 1));
        HostTensor x = Samples.random(1, DType.FLOAT32, 2, 3, 17, 17);
        x.floats()[0] = Float.POSITIVE_INFINITY;
        HostTensor w = Samples.random(2, DType.FLOAT32, 4, 3, 3, 3);
        HostTensor dy = Samples.random(3, DType.FLOAT32, 2, 4, 17, 17);
        agreement.check(op, x, w);
        agreement.check(new ConvolutionWeightGradient(op, w.shape()), x, dy);
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64"})
    void products(DType dtype) {
        int[][] shapes = {
            {1, 1, 1}, {7, 13, 207}, {64, 500, 80}, {33, 10, 500}, {5, 17, 1}, {64, 64, 64}, {1, 207, 33}, {3, 5, 0}
        };
        for (int[] s : shapes) {
            for (int batch : new int[] {1, 3}) {
                HostTensor a = Samples.random(1, dtype, batch, s[0], s[2]);
                HostTensor b = Samples.random(2, dtype, batch, s[2], s[1]);
                HostTensor at = Samples.random(1, dtype, batch, s[2], s[0]);
                HostTensor bt = Samples.random(2, dtype, batch, s[1], s[2]);
                agreement.check(new MatMul(false, false), a, b);
                agreement.check(new MatMul(true, false), at, b);
                agreement.check(new MatMul(false, true), a, bt);
                agreement.check(new MatMul(true, true), at, bt);
            }
        }
    }

    /** The cases above are worth nothing if all of them run by definition. */
    @Test
    void largeOnesAreComputedInBlocks() {
        Convolution op = Convolution.of(2).withPadding(of(1, 1), of(1, 1));
        TensorSpec x = TensorSpec.of(DType.FLOAT32, 8, 64, 32, 32);
        TensorSpec w = TensorSpec.of(DType.FLOAT32, 64, 64, 3, 3);
        TensorSpec m = TensorSpec.of(DType.FLOAT32, 64, 64);
        List<String> plain = new ArrayList<>();
        try (Backend backend = OnDevice.family(family)) {
            for (Op each : List.<Op>of(
                    op, new ConvolutionInputGradient(op, x.shape()), new ConvolutionWeightGradient(op, w.shape()))) {
                List<TensorSpec> operands = each == op
                        ? List.of(x, w)
                        : each instanceof ConvolutionInputGradient ? List.of(w, x) : List.of(x, x);
                describe(backend, each, operands, plain);
            }
            describe(backend, new MatMul(false, false), List.of(m, m), plain);
            describe(backend, new MatMul(false, true), List.of(m, m), plain);
            describe(backend, new MatMul(true, false), List.of(m, m), plain);
        }
        assertThat(plain).doesNotContain("direct");
    }

    private static void describe(Backend backend, Op op, List<TensorSpec> operands, List<String> descriptions) {
        OpKernel kernel = backend.prepare(op, operands, op.infer(operands)).orElseThrow();
        descriptions.add(kernel.description());
    }
}
