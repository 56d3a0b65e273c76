package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.Reshape;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.api.op.Unary;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations at the sizes and on the numbers where kernels change their ways: around vectors, tiles and groups, with every
 * pair of types, any bits, ties, and nothing at all.
 */
final class EdgeCases {

    private static final int[] LENGTHS = {0, 1, 7, 13, 16, 207, 5000};
    private static final DType[] WHOLE = {DType.INT32, DType.INT64, DType.UINT8};

    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private EdgeCases(long seed) {
        samples = new Samples(seed);
    }

    /** Returns all cases; operands have the types that the backend gets. */
    static List<OpCase> all(long seed) {
        EdgeCases made = new EdgeCases(seed);
        for (int length : LENGTHS) {
            made.unary(length);
            made.binary(length);
            made.others(length);
        }
        made.numbers();
        made.casts();
        made.reductions();
        made.normalizations();
        made.softmax();
        made.nothing();
        // the smoke tier has all of these in float32, and few in float64; core runs the two left out
        made.cases.addAll(OpCases.all(seed).stream()
                .filter(example -> !(example.op() instanceof Constant || example.op() instanceof Reshape))
                .toList());
        made.cases.addAll(EdgeMoves.all(seed));
        made.cases.addAll(EdgeWindows.all(seed));
        made.cases.addAll(EdgeProducts.all(seed));
        return made.cases;
    }

    private void add(Op op, HostTensor... operands) {
        cases.add(OpCase.of(op, operands));
    }

    private HostTensor floats(int... sizes) {
        return samples.random(DType.FLOAT32, sizes);
    }

    private void unary(int n) {
        for (Unary.Kind kind : Unary.Kind.values()) {
            Unary op = new Unary(kind);
            if (kind == Unary.Kind.NOT) {
                add(op, samples.truths(n));
                continue;
            }
            add(op, floats(n));
            add(op, samples.special(n));
            add(op, samples.random(DType.FLOAT64, n));
            if (kind.compareTo(Unary.Kind.SIGN) <= 0) {
                add(op, samples.random(DType.INT32, n));
                add(op, samples.random(DType.INT64, n));
            }
        }
    }

    private void binary(int n) {
        for (Binary.Kind kind : Binary.Kind.values()) {
            Binary op = new Binary(kind);
            if (kind.isPredicate()) {
                add(op, samples.truths(n), samples.truths(n));
            }
            if (kind.isLogic()) {
                continue;
            }
            add(op, samples.special(n), samples.special(n));
            add(op, samples.ties(n), samples.ties(n));
            add(op, samples.random(DType.FLOAT64, n), samples.random(DType.FLOAT64, n));
            for (DType dtype : kind == Binary.Kind.POWER ? new DType[0] : WHOLE) {
                add(op, samples.random(dtype, n), samples.random(dtype, n));
            }
        }
    }

    private void others(int n) {
        for (DType dtype : DType.values()) {
            add(new Select(), samples.truths(n), samples.random(dtype, n), samples.random(dtype, n));
        }
        add(new Relu(), samples.special(n));
        add(new LeakyRelu(0.1f), samples.special(n));
        add(new RectifierGradient(0), samples.special(n), samples.special(n));
        add(new RectifierGradient(0.1f), samples.special(n), samples.special(n));
        add(new Sigmoid(), withoutOverflow(samples.special(n)));
        for (double rate : new double[] {0, 0.25, 0.5, 0.999}) {
            add(new Dropout(rate), floats(n), samples.words(n));
        }
    }

    /** Below -88 the exponential in a sigmoid overflows, so that nothing is left of a result below the normal numbers. */
    private static HostTensor withoutOverflow(HostTensor x) {
        for (int i = 0; i < x.spec().elements(); i++) {
            float value = x.floats()[i];
            x.floats()[i] = value < -87 && value > -104 ? -value : value;
        }
        return x;
    }

    private void numbers() {
        for (Binary.Kind kind : Binary.Kind.values()) {
            for (double number : kind.isLogic() ? new double[0] : new double[] {0, 2, -0.3, 1e-3}) {
                for (boolean first : new boolean[] {false, true}) {
                    ScalarBinary op = new ScalarBinary(kind, (float) number, first);
                    add(op, samples.special(207));
                    for (DType dtype :
                            kind == Binary.Kind.POWER || number != Math.rint(number) ? new DType[0] : WHOLE) {
                        add(op, samples.random(dtype, 33));
                    }
                }
            }
        }
    }

    private void casts() {
        for (DType to : DType.values()) {
            for (DType from : DType.values()) {
                add(new Cast(to), samples.random(from, 207));
            }
            add(new Cast(to), samples.special(207));
            add(new Cast(to), HostTensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1}, 3));
        }
    }

    private void reductions() {
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            HostTensor x = floats(3, 5, 4, 7);
            for (List<Integer> axes : List.of(
                    List.of(0, 1, 2, 3),
                    List.of(3),
                    List.of(0),
                    List.of(1),
                    List.of(0, 2, 3),
                    List.of(0, 2),
                    List.of(1, 3),
                    List.<Integer>of())) {
                add(new Reduce(kind, axes), x);
            }
            add(Reduce.over(kind, 3, 1), floats(3, 1, 7));
            add(Reduce.over(kind, 2, 0, 1), floats(1, 1));
            for (int n : new int[] {1, 7, 13, 15, 16, 17, 207, 8192, 8193, 20_001}) {
                add(new Reduce(kind, List.of(0)), floats(n));
                add(new Reduce(kind, List.of(0)), floats(n, 3));
                add(new Reduce(kind, List.of(1)), floats(2, n));
            }
            add(new Reduce(kind, List.of(0)), floats(3, 2, 2100));
            add(new Reduce(kind, List.of(0, 2)), floats(64, 3, 1100));
            add(new Reduce(kind, List.of(0)), floats(700, 18));
            for (DType dtype : new DType[] {DType.FLOAT64, DType.INT32, DType.INT64, DType.UINT8}) {
                add(new Reduce(kind, List.of(0, 2)), samples.random(dtype, 3, 4, 5));
                add(new Reduce(kind, List.of(1)), samples.random(dtype, 3, 4, 5));
            }
        }
        for (Reduce.Kind kind : List.of(Reduce.Kind.MAX, Reduce.Kind.MIN)) {
            add(new Reduce(kind, List.of(1)), samples.special(40, 3));
            add(new Reduce(kind, List.of(0)), samples.special(3, 40));
            add(new Reduce(kind, List.of(1)), samples.special(3, 207));
        }
    }

    private void normalizations() {
        int[][] shapes = {
            {4, 3, 5, 5},
            {1, 1, 4, 4},
            {2, 7, 13, 16},
            {9, 2, 3, 3},
            {33, 5},
            {2, 3, 207},
            {1, 2, 2, 3, 4},
            {3, 8, 8, 8},
            {3, 16, 8, 8},
            {3, 32, 8, 8},
            {3, 50, 8, 8}
        };
        for (int[] sizes : shapes) {
            int channels = sizes[1];
            HostTensor x = floats(sizes);
            HostTensor scale = floats(channels);
            HostTensor variance = samples.positive(channels).cast(DType.FLOAT32);
            add(new BatchNormInference(1e-5f), x, scale, floats(channels), floats(channels), variance);
            add(new BatchNormTraining(0.1f), x, scale, floats(channels));
            add(new BatchNormGradient(1e-5f), x, scale, floats(channels), variance, floats(sizes));
        }
    }

    private void softmax() {
        int[][] shapes = {{64, 10}, {1, 1}, {3, 207}, {5, 1000}, {2, 3, 17}, {4, 16, 1}, {2, 16, 4, 4}, {2, 2, 3, 2, 2}
        };
        for (int[] sizes : shapes) {
            for (int axis = 0; axis < sizes.length; axis++) {
                add(new Softmax(axis), floats(sizes));
                add(new LogSoftmax(axis), floats(sizes));
            }
        }
        float[] extremes = {1000, -1000, 0, 1, 2, 3, -1e30f, -1e30f, -1e30f, Float.NaN, 1, 2};
        add(new Softmax(1), HostTensor.of(extremes, 4, 3));
        add(new LogSoftmax(1), HostTensor.of(extremes, 4, 3));
        HostTensor outside = samples.integers(10, 64);
        outside.ints()[3] = -1;
        for (double smoothing : new double[] {0, 0.1f}) {
            add(new SoftmaxCrossEntropy(smoothing), floats(64, 10), samples.integers(10, 64));
            add(new SoftmaxCrossEntropy(smoothing), floats(64, 10), outside);
            add(new SoftmaxCrossEntropy(smoothing), floats(2, 7, 3, 5), samples.integers(7, 2, 3, 5));
        }
    }

    private void nothing() {
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            for (DType dtype : new DType[] {DType.FLOAT32, DType.INT32, DType.INT64, DType.UINT8}) {
                add(new Reduce(kind, List.of(0)), HostTensor.zeros(TensorSpec.of(dtype, 0, 3)));
                add(new Reduce(kind, List.of(1)), HostTensor.zeros(TensorSpec.of(dtype, 0, 3)));
            }
        }
        add(new ArgMax(1), HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 0, 3)));
        add(new MatMul(false, true), floats(0, 4), floats(2, 4));
    }
}
