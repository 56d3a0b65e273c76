package dev.cortado.backend.reference.golden;

import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Reduce;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenConvolutionTest {

    @TestFactory
    Stream<DynamicTest> convolution() throws IOException {
        return GoldenData.tests(List.of("conv1d", "conv2d", "conv3d"), golden -> {
            Convolution op = operation(golden);
            Shape kernel = golden.tensor("weight").shape();
            Shape y = golden.tensor("output").shape();
            int taps = kernel.elements(1, kernel.rank());
            Golden.check(
                    golden,
                    "output",
                    taps + 1,
                    in -> withBias(golden, in, in.input("input").apply(op, in.input("weight"))));
            Golden.check(
                    golden,
                    "grad_input",
                    (long) kernel.size(0) * taps,
                    in -> in.gradients(op, in.input("grad_output"), in.input("input"), in.input("weight"))
                            .get(0));
            Golden.check(
                    golden,
                    "grad_weight",
                    y.elements(),
                    in -> in.gradients(op, in.input("grad_output"), in.input("input"), in.input("weight"))
                            .get(1));
            checkBias(golden);
        });
    }

    @TestFactory
    Stream<DynamicTest> transposedConvolution() throws IOException {
        List<String> ops = List.of("conv_transpose1d", "conv_transpose2d", "conv_transpose3d");
        return GoldenData.tests(ops, golden -> {
            Convolution forward = operation(golden);
            Shape kernel = golden.tensor("weight").shape();
            Shape x = golden.tensor("input").shape();
            Shape y = golden.tensor("output").shape();
            ConvolutionInputGradient op = new ConvolutionInputGradient(forward, y);
            Golden.check(
                    golden,
                    "output",
                    kernel.elements() + 1,
                    in -> withBias(golden, in, in.input("weight").apply(op, in.input("input"))));
            Golden.check(
                    golden,
                    "grad_input",
                    kernel.elements(),
                    in -> in.input("grad_output").apply(forward, in.input("weight")));
            Golden.check(
                    golden,
                    "grad_weight",
                    x.elements(),
                    in -> in.input("grad_output")
                            .apply(new ConvolutionWeightGradient(forward, kernel), in.input("input")));
            checkBias(golden);
        });
    }

    /** Returns the convolution of a case, or the one that its transposed convolution is the gradient of. */
    private static Convolution operation(GoldenCase golden) {
        List<Integer> kernel = golden.integers("kernel");
        List<Integer> dilation = golden.integers("dilation");
        List<Integer> low;
        List<Integer> high;
        if ("same".equals(golden.attributes().get("padding"))) {
            low = new ArrayList<>();
            high = new ArrayList<>();
            for (int i = 0; i < kernel.size(); i++) {
                int total = dilation.get(i) * (kernel.get(i) - 1);
                low.add(total / 2);
                high.add(total - total / 2);
            }
        } else {
            low = golden.integers("padding");
            high = low;
        }
        int groups = ((Number) golden.attributes().get("groups")).intValue();
        List<Integer> ones = Collections.nCopies(kernel.size(), 1);
        return new Convolution(golden.integers("stride"), low, high, ones, dilation, groups);
    }

    private static Tensor withBias(GoldenCase golden, Golden in, Tensor y) {
        return golden.has("bias") ? y.add(in.input("bias").apply(Broadcast.along(1, y.shape()))) : y;
    }

    private static void checkBias(GoldenCase golden) {
        if (golden.has("bias")) {
            Shape y = golden.tensor("output").shape();
            int[] axes = IntStream.range(0, y.rank()).filter(axis -> axis != 1).toArray();
            Golden.check(
                    golden,
                    "grad_bias",
                    y.elements(),
                    in -> in.input("grad_output").apply(Reduce.over(Reduce.Kind.SUM, y.rank(), axes)));
        }
    }
}
