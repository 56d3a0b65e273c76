package dev.cortado.backend.cpu;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedGradient;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedTraining;
import dev.cortado.conformance.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Operations on float32 that have vector kernels, with operands of awkward sizes. */
final class FloatCases {

    /** An operation and its operands. */
    record Case(Op op, HostTensor... inputs) {

        @Override
        public String toString() {
            return op + " of " + Stream.of(inputs).map(HostTensor::spec).toList();
        }
    }

    private static final int[] LENGTHS = {1, 7, 13, 16, 207, 2500};

    private final List<Case> cases = new ArrayList<>();

    private FloatCases() {}

    static Stream<Case> all() {
        FloatCases collected = new FloatCases();
        for (int n : LENGTHS) {
            collected.elementwise(n);
            collected.activations(n);
        }
        collected.reductions();
        collected.windows();
        collected.normalizations();
        collected.normalizationsWithChannelsLast();
        collected.softmax();
        return collected.cases.stream().filter(FloatCases::hasKernel);
    }

    /** Tells whether there is a kernel; a fused one may have been taken out of the catalogue. */
    private static boolean hasKernel(Case test) {
        List<TensorSpec> inputs = Stream.of(test.inputs).map(HostTensor::spec).toList();
        HostTarget target = new HostTarget(0, VectorPath.SLACK);
        return Catalog.factories().stream()
                .anyMatch(factory -> factory.prepare(test.op, inputs, test.op.infer(inputs), target)
                        .isPresent());
    }

    private void add(Op op, HostTensor... inputs) {
        cases.add(new Case(op, inputs));
    }

    private void elementwise(int n) {
        HostTensor x = new Samples(n).special(n);
        HostTensor y = new Samples(n + 1).special(n);
        HostTensor truth = new Samples(n).random(DType.BOOL, n);
        for (Unary.Kind kind : Unary.Kind.values()) {
            if (kind != Unary.Kind.NOT) {
                add(new Unary(kind), x);
            }
        }
        for (Binary.Kind kind : Binary.Kind.values()) {
            if (!kind.isLogic()) {
                add(new Binary(kind), x, y);
                add(new Binary(kind), new Samples(n).ties(n), new Samples(n + 1).ties(n));
                add(new ScalarBinary(kind, 0.75, false), x);
                add(new ScalarBinary(kind, 0.75, true), x);
            }
        }
        add(new Binary(Binary.Kind.POWER), new Samples(n).random(DType.FLOAT32, n), y);
        add(new Select(), truth, x, y);
        add(new Cast(DType.FLOAT32), truth);
        add(new Cast(DType.FLOAT32), new Samples(n).words(n));
        add(new Cast(DType.BOOL), x);
    }

    private void activations(int n) {
        HostTensor x = new Samples(n).special(n);
        HostTensor dy = new Samples(n + 1).special(n);
        add(new Relu(), x);
        add(new LeakyRelu(0.1), x);
        add(new RectifierGradient(0), x, dy);
        add(new RectifierGradient(0.1), x, dy);
        add(new Sigmoid(), x);
        add(new Dropout(0.3), x, new Samples(n).words(n));
    }

    private void reductions() {
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            for (int n : LENGTHS) {
                add(new Reduce(kind, List.of(0)), new Samples(n).random(DType.FLOAT32, n));
                add(new Reduce(kind, List.of(0)), new Samples(n).random(DType.FLOAT32, n, 19));
                add(new Reduce(kind, List.of(1)), new Samples(n).special(3, n));
            }
            add(new Reduce(kind, List.of(1, 2)), new Samples(4).special(3, 5, 5, 300));
            add(new Reduce(kind, List.of(0, 1, 2)), new Samples(4).random(DType.FLOAT32, 9, 8, 9, 24));
            add(new Reduce(kind, List.of(0, 2, 3)), new Samples(4).random(DType.FLOAT32, 9, 5, 7, 9));
            add(new Reduce(kind, List.of(0)), new Samples(4).random(DType.FLOAT32, 20000));
        }
    }

    private void windows() {
        Window halving = Window.of(new int[] {2, 2}, new int[] {2, 2});
        Window three = Window.of(new int[] {3, 3}, new int[] {2, 2}).withPadding(new int[] {1, 1}, new int[] {1, 1});
        int[][] shapes = {
            {3, 2, 24, 24},
            {2, 5, 8, 8},
            {1, 3, 6, 4},
            {1, 3, 10, 8},
            {2, 2, 7, 13},
            {1, 3, 4, 64},
            {1, 1, 2, 2},
            {1, 2, 6, 34}
        };
        for (int[] sizes : shapes) {
            for (Window window : List.of(halving, three)) {
                HostTensor x = new Samples(7).special(sizes);
                HostTensor dy = new Samples(8)
                        .random(DType.FLOAT32, window.places(x.spec()).shape().toArray());
                add(new WindowReduce(WindowReduce.Kind.MAX, window), x);
                add(new WindowReduce(WindowReduce.Kind.SUM, window), new Samples(7).random(DType.FLOAT32, sizes));
                add(new WindowMaxGradient(window), x, dy);
                add(new WindowMaxGradient(window), new Samples(7).ties(sizes), dy);
            }
        }
    }

    private void normalizations() {
        for (int[] sizes : new int[][] {{3, 2, 5, 5}, {4, 3, 16, 16}, {1, 1, 4, 4}}) {
            int channels = sizes[1];
            HostTensor x = new Samples(1).random(DType.FLOAT32, sizes);
            HostTensor scale = new Samples(2).random(DType.FLOAT32, channels);
            HostTensor shift = new Samples(3).random(DType.FLOAT32, channels);
            HostTensor variance = HostTensor.filled(scale.spec(), 0.7);
            HostTensor dy = new Samples(4).random(DType.FLOAT32, sizes);
            add(new BatchNormInference(1e-5), x, scale, shift, shift, variance);
            add(new BatchNormTraining(1e-5), x, scale, shift);
            add(new BatchNormGradient(1e-5), x, scale, shift, variance, dy);
        }
    }

    private void normalizationsWithChannelsLast() {
        int[][] shapes = {
            {3, 5, 5, 2},
            {5, 2, 2, 13},
            {32, 1, 1, 7},
            {40, 3, 1, 1},
            {2, 3, 7, 17},
            {4, 8, 8, 24},
            {9, 2, 2, 207},
            {1, 1, 1, 3},
            {9, 16, 16, 48}
        };
        for (int[] sizes : shapes) {
            int channels = sizes[3];
            HostTensor x = new Samples(1).random(DType.FLOAT32, sizes);
            HostTensor scale = new Samples(2).random(DType.FLOAT32, channels);
            HostTensor shift = new Samples(3).random(DType.FLOAT32, channels);
            HostTensor variance = HostTensor.filled(scale.spec(), 0.7);
            HostTensor dy = new Samples(4).random(DType.FLOAT32, sizes);
            add(new ChannelsLast(new BatchNormInference(1e-5)), x, scale, shift, shift, variance);
            add(new ChannelsLast(new BatchNormTraining(1e-5)), x, scale, shift);
            add(new ChannelsLast(new BatchNormGradient(1e-5)), x, scale, shift, variance, dy);
            for (Activation rectifier : List.of(Activation.RELU, Activation.RELU6)) {
                Op forward = new RectifiedTraining(new BatchNormTraining(1e-5), rectifier);
                add(new ChannelsLast(forward), x, scale, shift);
                Op gradient = new RectifiedGradient(new BatchNormGradient(1e-5), rectifier);
                add(new ChannelsLast(gradient), x, scale, shift, variance, dy, shift);
            }
        }
    }

    private void softmax() {
        for (int[] sizes : new int[][] {{64, 10}, {3, 207}, {2, 1}}) {
            HostTensor x = new Samples(1).random(DType.FLOAT32, sizes);
            add(new Softmax(1), x);
            add(new LogSoftmax(1), x);
            add(new SoftmaxCrossEntropy(0), x, new Samples(2).integers(sizes[1], sizes[0]));
            add(new SoftmaxCrossEntropy(0.1), x, new Samples(2).integers(sizes[1], sizes[0]));
        }
    }
}
