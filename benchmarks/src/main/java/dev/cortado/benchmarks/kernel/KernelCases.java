package dev.cortado.benchmarks.kernel;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.benchmarks.kernel.KernelCase.Limit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cases that are measured: shapes of the four networks, batches of 32. */
final class KernelCases {

    private static final int BATCH = 32;
    private static final double EPSILON = 1e-5;

    private final Map<String, KernelCase> cases = new LinkedHashMap<>();

    private KernelCases() {
        products();
        convolutions();
        depthwise();
        pooling();
        normalization();
        elementwise();
    }

    /** Returns all cases by name, in the order of the table. */
    static Map<String, KernelCase> all() {
        return new KernelCases().cases;
    }

    private void add(String name, Limit limit, Op op, TensorSpec... inputs) {
        cases.put(name, new KernelCase(name, op, List.of(inputs), limit));
    }

    private static TensorSpec floats(int... sizes) {
        return TensorSpec.of(DType.FLOAT32, sizes);
    }

    private void products() {
        int[][] sizes = {
            {256, 256, 256}, {512, 512, 512}, {1024, 1024, 1024}, {64, 3136, 576}, {256, 196, 2304}, {64, 1024, 27}
        };
        for (int[] s : sizes) {
            add(
                    "gemm " + s[0] + "x" + s[1] + "x" + s[2],
                    Limit.ARITHMETIC,
                    new MatMul(false, false),
                    floats(s[0], s[2]),
                    floats(s[2], s[1]));
        }
    }

    private void convolutions() {
        // channels, filters, kernel, size, stride
        int[][] layers = {
            {3, 64, 3, 32, 1},
            {20, 50, 5, 12, 1},
            {64, 64, 3, 32, 1},
            {128, 128, 3, 16, 1},
            {256, 256, 3, 8, 1},
            {512, 512, 3, 4, 1},
            {64, 128, 3, 32, 2},
            {64, 384, 1, 8, 1},
            {384, 64, 1, 8, 1},
            {96, 24, 1, 16, 1},
            {320, 1280, 1, 4, 1}
        };
        for (int[] s : layers) {
            passes("convolution", Limit.ARITHMETIC, s[0], s[1], s[2], s[3], s[4], 1);
        }
    }

    private void depthwise() {
        passes("depthwise", Limit.BANDWIDTH, 144, 144, 3, 16, 1, 144);
        passes("depthwise", Limit.BANDWIDTH, 144, 144, 3, 16, 2, 144);
        passes("depthwise", Limit.BANDWIDTH, 384, 384, 3, 8, 1, 384);
    }

    /** Adds a convolution, and its gradients; without padding where the kernel is 5x5, as in LeNet. */
    private void passes(
            String kind, Limit limit, int channels, int filters, int kernel, int size, int stride, int groups) {
        int pad = kernel == 5 ? 0 : kernel / 2;
        Convolution op = Convolution.of(2)
                .withStride(stride, stride)
                .withPadding(new int[] {pad, pad}, new int[] {pad, pad})
                .withGroups(groups);
        TensorSpec x = floats(BATCH, channels, size, size);
        TensorSpec w = floats(filters, channels / groups, kernel, kernel);
        TensorSpec y = op.infer(List.of(x, w)).get(0);
        String name = kind + " " + kernel + "x" + kernel
                + (stride == 1 ? "" : " stride " + stride) + ", "
                + (groups == 1 ? channels + " to " + filters : channels) + " of " + size + "x" + size;
        add(name + ", forward", limit, op, x, w);
        add(name + ", input gradient", limit, new ConvolutionInputGradient(op, x.shape()), w, y);
        add(name + ", weight gradient", limit, new ConvolutionWeightGradient(op, w.shape()), x, y);
    }

    private void pooling() {
        Window window = Window.of(new int[] {2, 2}, new int[] {2, 2});
        TensorSpec x = floats(BATCH, 64, 32, 32);
        TensorSpec y = floats(BATCH, 64, 16, 16);
        add("maximum by 2x2, forward", Limit.BANDWIDTH, new WindowReduce(WindowReduce.Kind.MAX, window), x);
        add("maximum by 2x2, gradient", Limit.BANDWIDTH, new WindowMaxGradient(window), x, y);
        add("sum by 2x2, forward", Limit.BANDWIDTH, new WindowReduce(WindowReduce.Kind.SUM, window), x);
    }

    private void normalization() {
        TensorSpec x = floats(BATCH, 64, 32, 32);
        TensorSpec c = floats(64);
        add("batch norm, training", Limit.BANDWIDTH, new BatchNormTraining(EPSILON), x, c, c);
        add("batch norm, gradient", Limit.BANDWIDTH, new BatchNormGradient(EPSILON), x, c, c, c, x);
        add("batch norm, inference", Limit.BANDWIDTH, new BatchNormInference(EPSILON), x, c, c, c, c);
    }

    private void elementwise() {
        TensorSpec x = floats(BATCH, 64, 32, 32);
        Shape rows = Shape.of(BATCH, 1000);
        add("add", Limit.BANDWIDTH, new Binary(Binary.Kind.ADD), x, x);
        add("relu", Limit.BANDWIDTH, new Relu(), x);
        add("exp", Limit.BANDWIDTH, new Unary(Unary.Kind.EXP), x);
        add("softmax of 1000", Limit.BANDWIDTH, new Softmax(1), new TensorSpec(DType.FLOAT32, rows));
    }
}
