package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Slice;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.api.op.Sort;
import dev.cortado.api.op.Transpose;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.OpCase;
import dev.cortado.conformance.Samples;
import java.util.ArrayList;
import java.util.List;

/** Operations large enough to be split: among threads, into tiles, into groups of work items. */
final class LargeCases {

    private static final int SOME = 1_031;
    private static final int MANY = 70_003;
    private static final int BATCH = 70;
    private static final int MOST = 140_009;
    private static final int TERMS = 800;
    private static final int CHANNELS = 130;
    private static final int FEW = 17;

    private LargeCases() {}

    /** Returns operations as layers of usual size use them; the first axis of the first operand is the batch. */
    static List<OpCase> all(long seed, Tier tier) {
        Samples samples = new Samples(70 + seed);
        List<OpCase> cases = new ArrayList<>();
        Convolution same = Convolution.of(2).withPadding(new int[] {1, 1}, new int[] {1, 1});
        HostTensor images = floats(samples, 3, 8, 14, 14);
        HostTensor kernel = floats(samples, 16, 8, 3, 3);
        HostTensor upstream = floats(samples, 3, 16, 14, 14);
        add(cases, same, images, kernel);
        add(cases, new ConvolutionInputGradient(same, images.shape()), kernel, upstream);
        add(cases, new ConvolutionWeightGradient(same, kernel.shape()), images, upstream);
        if (tier != Tier.SMOKE) {
            deep(cases, same, samples);
        }
        Convolution five = Convolution.of(2);
        add(cases, five, floats(samples, 3, 1, 20, 20), floats(samples, 6, 1, 5, 5));
        add(cases, new MatMul(false, false), floats(samples, 5, 130), floats(samples, 130, 37));
        add(cases, new MatMul(false, true), floats(samples, 5, 130), floats(samples, 37, 130));
        Window halving = Window.of(new int[] {2, 2}, new int[] {2, 2});
        add(cases, new WindowReduce(WindowReduce.Kind.MAX, halving), images);
        add(cases, new WindowReduce(WindowReduce.Kind.SUM, halving), images);
        add(cases, new WindowMaxGradient(halving), images, floats(samples, 3, 8, 7, 7));
        add(cases, new Softmax(1), floats(samples, 70, 103));
        add(cases, new LogSoftmax(1), floats(samples, 70, 103));
        // of one sign: the sum of numbers spread evenly around 0 is 0, and what is wrong by a factor stays right
        add(
                cases,
                new Reduce(Reduce.Kind.SUM, List.of(0)),
                samples.positive(20_000).cast(DType.FLOAT32));
        add(cases, new Reduce(Reduce.Kind.SUM, List.of(0, 2, 3)), images);
        add(cases, new Reduce(Reduce.Kind.SUM, List.of(1)), floats(samples, 33, 600));
        HostTensor eight = floats(samples, 8);
        HostTensor positive = samples.positive(8).cast(DType.FLOAT32);
        add(cases, new BatchNormTraining(1e-5), images, eight, eight);
        add(cases, new BatchNormInference(1e-5), images, eight, eight, eight, positive);
        add(cases, new Sigmoid(), floats(samples, 40, 1001));
        add(cases, new Relu(), floats(samples, 40, 1001));
        elementwise(cases, samples);
        batches(cases, samples);
        tiles(cases, samples);
        wide(cases, same, samples, tier == Tier.SMOKE ? FEW : CHANNELS);
        most(cases, samples, tier);
        return cases;
    }

    /** So many channels that an algorithm with fewer multiplications pays, with edges that its tiles do not fit. */
    private static void deep(List<OpCase> cases, Convolution same, Samples samples) {
        HostTensor images = floats(samples, 2, 90, 9, 7);
        HostTensor kernel = floats(samples, 96, 90, 3, 3);
        HostTensor upstream = floats(samples, 2, 96, 9, 7);
        add(cases, same, images, kernel);
        add(cases, new ConvolutionInputGradient(same, images.shape()), kernel, upstream);
        add(cases, new ConvolutionWeightGradient(same, kernel.shape()), images, upstream);
        Convolution depthwise = same.withGroups(90);
        HostTensor kernels = floats(samples, 90, 1, 3, 3);
        HostTensor gradient = floats(samples, 2, 90, 9, 7);
        add(cases, depthwise, images, kernels);
        add(cases, new ConvolutionInputGradient(depthwise, images.shape()), kernels, gradient);
        add(cases, new ConvolutionWeightGradient(depthwise, kernels.shape()), images, gradient);
    }

    /** More elements than a group of work items has, with some left over, and more than 16 bits count. */
    private static void elementwise(List<OpCase> cases, Samples samples) {
        HostTensor some = samples.positive(SOME).cast(DType.FLOAT32);
        HostTensor others = samples.positive(SOME).cast(DType.FLOAT32);
        for (Unary.Kind kind : Unary.Kind.values()) {
            add(cases, new Unary(kind), kind == Unary.Kind.NOT ? samples.truths(SOME) : some);
        }
        for (Binary.Kind kind : Binary.Kind.values()) {
            if (kind.isLogic()) {
                add(cases, new Binary(kind), samples.truths(SOME), samples.truths(SOME));
            } else {
                add(cases, new Binary(kind), some, others);
                add(cases, new ScalarBinary(kind, 0.3, false), some);
            }
        }
        add(cases, new Select(), samples.truths(SOME), some, others);
        add(cases, new LeakyRelu(0.2), some);
        add(cases, new Dropout(0.5), some, samples.words(SOME));
        HostTensor many = floats(samples, MANY);
        add(cases, new Binary(Binary.Kind.ADD), many, many);
        add(cases, new Binary(Binary.Kind.MULTIPLY), many, many);
        add(cases, new RandomBits(Shape.of(MANY), 5), HostTensor.of(new long[] {3}));
    }

    /** More samples than a group of work items has, each of them small. */
    private static void batches(List<OpCase> cases, Samples samples) {
        Convolution same = Convolution.of(2).withPadding(new int[] {1, 1}, new int[] {1, 1});
        HostTensor images = floats(samples, BATCH, 2, 5, 6);
        HostTensor kernel = floats(samples, 3, 2, 3, 3);
        HostTensor upstream = floats(samples, BATCH, 3, 5, 6);
        add(cases, same, images, kernel);
        add(cases, new ConvolutionInputGradient(same, images.shape()), kernel, upstream);
        add(cases, new ConvolutionWeightGradient(same, kernel.shape()), images, upstream);
        Window window = Window.of(new int[] {2, 2}, new int[] {2, 2});
        add(cases, new WindowReduce(WindowReduce.Kind.MAX, window), images);
        add(cases, new WindowReduce(WindowReduce.Kind.SUM, window), images);
        add(cases, new WindowArgMax(window), images);
        add(cases, new WindowMaxGradient(window), images, floats(samples, BATCH, 2, 2, 3));
        HostTensor two = floats(samples, 2);
        HostTensor positive = samples.positive(2).cast(DType.FLOAT32);
        HostTensor gradient = floats(samples, BATCH, 2, 5, 6);
        add(cases, new BatchNormTraining(1e-5), images, positive, two);
        add(cases, new BatchNormInference(1e-5), images, positive, two, two, positive);
        add(cases, new BatchNormGradient(1e-5), images, positive, two, positive, gradient);
        add(cases, new SoftmaxCrossEntropy(0.1), floats(samples, BATCH, 300), samples.integers(300, BATCH));
        add(cases, Broadcast.along(1, Shape.of(BATCH, 7, 5)), floats(samples, 7));
    }

    /** Two long axes, or one, with a part of a tile at the end of each. */
    private static void tiles(List<OpCase> cases, Samples samples) {
        HostTensor left = floats(samples, BATCH, 41);
        HostTensor right = floats(samples, 41, 67);
        add(cases, new MatMul(false, false), left, right);
        add(cases, new MatMul(true, false), floats(samples, 41, BATCH), right);
        add(cases, new MatMul(false, true), left, floats(samples, 67, 41));
        add(cases, new MatMul(true, true), floats(samples, 41, BATCH), floats(samples, 67, 41));
        add(cases, Convolution.of(2), floats(samples, 1, BATCH, 3, 4), floats(samples, 67, BATCH, 1, 1));
        add(cases, Transpose.of(1, 0), floats(samples, 67, BATCH));
        add(cases, Transpose.of(0, 2, 1), floats(samples, 3, 37, 45));
        add(cases, Reverse.of(1), floats(samples, 3, SOME));
        add(cases, new Concat(1), floats(samples, 3, SOME), floats(samples, 3, BATCH));
        add(cases, Slice.of(new int[] {1, 300}, new int[] {3, SOME}), floats(samples, 3, SOME));
        add(cases, Pad.zeros(new int[] {1, 3}, new int[] {2, 1}), floats(samples, 37, 45));
        add(cases, new GatherAlong(0), floats(samples, 300, 5), samples.integers(300, BATCH, 5));
        add(cases, new ScatterAddAlong(0, 300), floats(samples, BATCH, 5), samples.integers(300, BATCH, 5));
        add(cases, new Softmax(1), floats(samples, 3, SOME));
        add(cases, new LogSoftmax(1), floats(samples, 3, SOME));
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            add(cases, new Reduce(kind, List.of(0)), floats(samples, SOME, 3));
            add(cases, new Reduce(kind, List.of(1)), floats(samples, 3, SOME));
        }
        add(cases, new ArgMax(1), floats(samples, 3, SOME));
        // many equal ones, whose order must stay
        add(cases, new Sort(0, false), samples.integers(9, SOME).cast(DType.FLOAT32));
        add(cases, new Sort(1, true), samples.integers(9, 3, 300).cast(DType.FLOAT32));
    }

    /** Sums of many terms, as the inner layers of usual networks have; all else is small, since the oracle takes its time. */
    private static void wide(List<OpCase> cases, Convolution same, Samples samples, int results) {
        for (boolean left : new boolean[] {false, true}) {
            HostTensor a = left ? floats(samples, TERMS, 7) : floats(samples, 7, TERMS);
            add(cases, new MatMul(left, false), a, floats(samples, TERMS, 19));
            add(cases, new MatMul(left, true), a, floats(samples, 19, TERMS));
        }
        HostTensor images = floats(samples, 2, CHANNELS, 5, 4);
        HostTensor kernel = floats(samples, results, CHANNELS, 3, 3);
        HostTensor upstream = floats(samples, 2, results, 5, 4);
        add(cases, same, images, kernel);
        add(cases, new ConvolutionInputGradient(same, images.shape()), kernel, upstream);
        add(cases, new ConvolutionWeightGradient(same, kernel.shape()), images, upstream);
        add(cases, Convolution.of(2).withStride(2, 2), images, floats(samples, 9, CHANNELS, 1, 1));
    }

    /** So many elements that no loop, block or grid of an elementwise kernel is the first and the last one. */
    private static void most(List<OpCase> cases, Samples samples, Tier tier) {
        HostTensor x = samples.positive(MOST).cast(DType.FLOAT32);
        HostTensor y = samples.positive(MOST).cast(DType.FLOAT32);
        HostTensor signed = floats(samples, MOST);
        add(cases, new Relu(), signed);
        boolean few = tier == Tier.SMOKE;
        for (Unary.Kind kind : few ? new Unary.Kind[0] : Unary.Kind.values()) {
            add(cases, new Unary(kind), kind == Unary.Kind.NOT ? samples.truths(MOST) : x);
        }
        for (Binary.Kind kind : Binary.Kind.values()) {
            if (kind == Binary.Kind.ADD || !few && !kind.isLogic()) {
                add(cases, new Binary(kind), x, y);
            }
            if (!few && !kind.isLogic()) {
                add(cases, new ScalarBinary(kind, 0.3, false), x);
            }
        }
        if (!few) {
            add(cases, new Sigmoid(), signed);
            add(cases, new LeakyRelu(0.2), signed);
            add(cases, new Select(), samples.truths(MOST), x, y);
            add(cases, new Dropout(0.5), x, samples.words(MOST));
        }
    }

    /** Tells whether each sample's result depends on that sample alone, and operands besides the first are shared. */
    static boolean isPerSample(Op op) {
        return op instanceof Convolution
                || op instanceof MatMul product && !product.transposeLeft()
                || op instanceof WindowReduce
                || op instanceof Softmax
                || op instanceof LogSoftmax
                || op instanceof BatchNormInference
                || op instanceof Sigmoid
                || op instanceof Relu
                || op instanceof Reduce reduce && !reduce.axes().contains(0);
    }

    private static HostTensor floats(Samples samples, int... sizes) {
        return samples.distinct(sizes).cast(DType.FLOAT32);
    }

    private static void add(List<OpCase> cases, Op op, HostTensor... operands) {
        cases.add(new OpCase(op, List.of(operands)));
    }
}
