package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Iota;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Slice;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.Sort;
import dev.cortado.api.op.Transpose;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.OpCase;
import dev.cortado.conformance.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * Cases that differ in an attribute of the operation alone, not in the shape of an operand or of a result.
 *
 * <p>Whoever keeps kernels, and forgets an attribute in the key, takes one for the other.
 */
final class TwinCases {

    private static final int SIDE = 5;

    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private TwinCases(long seed) {
        samples = new Samples(16 + 100 * seed);
    }

    static List<OpCase> all(long seed) {
        TwinCases made = new TwinCases(seed);
        made.axes();
        made.places();
        made.numbers();
        made.windows();
        return made.cases;
    }

    private HostTensor square() {
        return samples.distinct(SIDE, SIDE);
    }

    private void twins(List<? extends Op> twins, HostTensor... operands) {
        twins.forEach(op -> cases.add(new OpCase(op, List.of(operands))));
    }

    private void add(Op op, HostTensor... operands) {
        twins(List.of(op), operands);
    }

    private void axes() {
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            twins(List.of(new Reduce(kind, List.of(0)), new Reduce(kind, List.of(1))), square());
        }
        twins(List.of(new ArgMax(0), new ArgMax(1)), square());
        twins(List.of(new Sort(0, false), new Sort(1, false), new Sort(1, true)), square());
        twins(List.of(new Softmax(0), new Softmax(1)), square());
        twins(List.of(new LogSoftmax(0), new LogSoftmax(1)), square());
        twins(List.of(Reverse.of(0), Reverse.of(1)), square());
        Shape cube = Shape.of(SIDE, SIDE, SIDE);
        twins(List.of(Transpose.of(0, 2, 1), Transpose.of(1, 2, 0), Transpose.of(2, 0, 1)), samples.distinct(3, 3, 3));
        twins(
                List.of(
                        new Broadcast(cube, List.of(0, 1)),
                        new Broadcast(cube, List.of(0, 2)),
                        new Broadcast(cube, List.of(1, 2))),
                square());
        TensorSpec counted = TensorSpec.of(DType.INT32, SIDE, SIDE);
        twins(List.of(new Iota(counted, 0), new Iota(counted, 1)));
        HostTensor index = samples.integers(SIDE, SIDE, SIDE);
        twins(List.of(new GatherAlong(0), new GatherAlong(1)), square(), index);
        twins(List.of(new ScatterAddAlong(0, SIDE), new ScatterAddAlong(1, SIDE)), square(), index);
        for (boolean left : new boolean[] {false, true}) {
            twins(List.of(new MatMul(left, false), new MatMul(left, true)), square(), square());
        }
    }

    private void places() {
        twins(
                List.of(
                        Slice.of(new int[] {0, 0}, new int[] {3, 3}),
                        Slice.of(new int[] {2, 1}, new int[] {5, 4}),
                        new Slice(List.of(0, 0), List.of(5, 5), List.of(2, 2))),
                square());
        twins(
                List.of(
                        Pad.zeros(new int[] {1, 0}, new int[] {0, 1}),
                        Pad.zeros(new int[] {0, 1}, new int[] {1, 0}),
                        new Pad(List.of(0, 1), List.of(1, 0), List.of(0, 0), 2)),
                square());
    }

    private void numbers() {
        for (Binary.Kind kind : Binary.Kind.values()) {
            if (!kind.isLogic()) {
                twins(
                        List.of(new ScalarBinary(kind, 0.7, false), new ScalarBinary(kind, 1.6, false)),
                        samples.positive(SIDE));
            }
        }
        twins(List.of(new LeakyRelu(0.3), new LeakyRelu(0.1)), samples.distinct(SIDE));
        HostTensor key = HostTensor.of(new long[] {77});
        twins(List.of(new RandomBits(Shape.of(SIDE), 1), new RandomBits(Shape.of(SIDE), 1L << 33)), key);
        HostTensor x = samples.distinct(3, 2, 2, 1);
        HostTensor scale = samples.positive(2);
        HostTensor shift = samples.distinct(2);
        HostTensor mean = samples.distinctUpTo(0.3, 2);
        HostTensor variance = samples.positive(2);
        twins(List.of(new BatchNormTraining(0.1), new BatchNormTraining(0.3)), x, scale, shift);
        twins(List.of(new BatchNormInference(0.1), new BatchNormInference(0.3)), x, scale, shift, mean, variance);
        HostTensor dy = samples.distinctUpTo(1.3, 3, 2, 2, 1);
        twins(List.of(new BatchNormGradient(0.1), new BatchNormGradient(0.3)), x, scale, mean, variance, dy);
    }

    private void windows() {
        HostTensor x = samples.distinct(1, 2, 4, 4);
        HostTensor kernel = samples.distinct(2, 2, 2, 2);
        HostTensor dy = samples.distinct(1, 2, 4, 4);
        for (int side : new int[] {0, 1}) {
            int[] low = {side, 1 - side};
            int[] high = {1 - side, side};
            Convolution op = Convolution.of(2).withPadding(low, high);
            add(op, x, kernel);
            add(new ConvolutionInputGradient(op, x.shape()), kernel, dy);
            add(new ConvolutionWeightGradient(op, kernel.shape()), x, dy);
            Window window = Window.of(new int[] {2, 2}, new int[] {1, 1}).withPadding(low, high);
            add(new WindowReduce(WindowReduce.Kind.SUM, window), x);
            add(new WindowReduce(WindowReduce.Kind.MAX, window), x);
            add(new WindowArgMax(window), x);
            add(new WindowMaxGradient(window), x, dy);
        }
    }
}
