package dev.cortado.backend.nd4j;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.Sort;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** NaN, infinities, signed zeros, ties, integers and empty tensors, against the reference. */
@ExtendWith(Nd4jRequired.class)
class SpecialValuesTest {

    private static final int[] LENGTHS = {0, 1, 7, 13, 207, 2500};

    private static void check(Op op, HostTensor... operands) {
        HostTensor[] wide = Stream.of(operands)
                .map(operand -> operand.dtype() == DType.FLOAT32 ? operand.cast(DType.FLOAT64) : operand)
                .toArray(HostTensor[]::new);
        List<HostTensor> expected = BackendScope.runOn("reference", 1, op, wide);
        List<HostTensor> found = BackendScope.runOn("nd4j", 1, op, operands);
        for (int i = 0; i < found.size(); i++) {
            Bounds.of(op, operands).check(op + " result " + i, found.get(i), expected.get(i), expected.get(i));
        }
    }

    private static void exact(Op op, HostTensor... operands) {
        List<HostTensor> expected = BackendScope.runOn("reference", 1, op, operands);
        org.assertj.core.api.Assertions.assertThat(BackendScope.runOn("nd4j", 1, op, operands))
                .as(op.toString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Unary.Kind.class)
    void unary(Unary.Kind kind) {
        for (int n : LENGTHS) {
            if (kind == Unary.Kind.NOT) {
                exact(new Unary(kind), Samples.random(n, DType.BOOL, n));
                continue;
            }
            check(new Unary(kind), Samples.special(n, n));
            if (kind.compareTo(Unary.Kind.SIGN) <= 0) {
                exact(new Unary(kind), Samples.random(n, DType.INT32, n));
                exact(new Unary(kind), Samples.random(n, DType.INT64, n));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.Kind.class)
    void binary(Binary.Kind kind) {
        for (int n : LENGTHS) {
            if (kind.isPredicate()) {
                exact(new Binary(kind), Samples.random(n, DType.BOOL, n), Samples.random(n + 1, DType.BOOL, n));
            }
            if (kind.isLogic()) {
                continue;
            }
            check(new Binary(kind), Samples.special(n, n), Samples.special(n + 9, n));
            check(new Binary(kind), Samples.ties(n, n), Samples.ties(n + 9, n));
            if (kind != Binary.Kind.POWER) {
                for (DType dtype : new DType[] {DType.INT32, DType.INT64, DType.UINT8}) {
                    exact(new Binary(kind), Samples.random(n, dtype, n), Samples.random(n + 9, dtype, n));
                    exact(new ScalarBinary(kind, 2, true), Samples.random(n, dtype, n));
                }
                check(new ScalarBinary(kind, (float) 0.3, false), Samples.special(n, n));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void casts(DType to) {
        for (DType from : DType.values()) {
            exact(new Cast(to), Samples.random(3, from, 207));
        }
        exact(new Cast(to), Samples.special(3, 207));
        exact(new Cast(to), HostTensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1}, 3));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void chooses(DType dtype) {
        for (int n : LENGTHS) {
            exact(
                    new Select(),
                    Samples.random(n, DType.BOOL, n),
                    Samples.random(n + 1, dtype, n),
                    Samples.random(n + 2, dtype, n));
        }
    }

    @Test
    void rectifiers() {
        for (int n : LENGTHS) {
            exact(new Relu(), Samples.special(n, n));
            exact(new RectifierGradient(0), Samples.special(n, n), Samples.special(n + 1, n));
        }
    }

    @Test
    void maximaAndTheirPlaces() {
        Window halving = Window.of(new int[] {2, 2}, new int[] {2, 2});
        Window padded = Window.of(new int[] {3, 3}, new int[] {2, 1}).withPadding(new int[] {1, 1}, new int[] {1, 2});
        Window beside = Window.of(new int[] {2, 2}, new int[] {1, 1}).withPadding(new int[] {2, 2}, new int[] {2, 2});
        for (Window window : List.of(halving, padded, beside)) {
            for (HostTensor x : List.of(Samples.special(4, 3, 2, 8, 6), Samples.ties(5, 3, 2, 8, 6))) {
                exact(new WindowReduce(WindowReduce.Kind.MAX, window), x);
                exact(new WindowArgMax(window), x);
                HostTensor dy = Samples.random(
                        8, DType.FLOAT32, window.places(x.spec()).shape().toArray());
                exact(new WindowMaxGradient(window), x, dy);
            }
            HostTensor whole = Samples.random(6, DType.UINT8, 2, 1, 8, 6);
            exact(new WindowReduce(WindowReduce.Kind.MAX, window), whole);
            exact(new WindowReduce(WindowReduce.Kind.SUM, window), whole);
        }
    }

    @Test
    void linesWithTies() {
        for (DType dtype : DType.values()) {
            HostTensor x = Samples.random(4, dtype, 3, 7, 5);
            for (int axis = 0; axis < 3; axis++) {
                exact(new ArgMax(axis), x);
                exact(new Sort(axis, axis == 1), x);
            }
        }
        exact(new ArgMax(1), Samples.special(4, 50, 9));
        exact(new Sort(1, true), Samples.special(4, 50, 9));
        exact(new Sort(0, false), Samples.ties(4, 50, 9));
    }

    @Test
    void extremesOfNothingAndOfNan() {
        for (Reduce.Kind kind : List.of(Reduce.Kind.MAX, Reduce.Kind.MIN)) {
            exact(Reduce.over(kind, 2, 1), Samples.special(1, 40, 9));
            exact(Reduce.over(kind, 2, 0), Samples.special(1, 40, 9));
        }
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            for (DType dtype : new DType[] {DType.FLOAT32, DType.INT32, DType.INT64, DType.UINT8}) {
                exact(Reduce.over(kind, 2, 1), HostTensor.zeros(TensorSpec.of(dtype, 3, 0)));
                if (!dtype.isFloating()) {
                    exact(Reduce.over(kind, 2, 1), Samples.random(2, dtype, 3, 7));
                }
            }
        }
    }

    @Test
    void productsOfNothing() {
        exact(new MatMul(false, false), HostTensor.of(new float[0], 3, 0), HostTensor.of(new float[0], 0, 2));
        exact(new MatMul(false, true), HostTensor.of(new float[0], 0, 4), Samples.random(1, DType.FLOAT32, 2, 4));
    }

    @Test
    void softmaxOfExtremes() {
        HostTensor x =
                HostTensor.of(new float[] {1000, -1000, 0, 1, 2, 3, -1e30f, -1e30f, -1e30f, Float.NaN, 1, 2}, 4, 3);
        check(new Softmax(1), x);
        check(new LogSoftmax(1), x);
    }
}
