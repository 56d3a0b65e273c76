package dev.cortado.backend.reference;

import static dev.cortado.backend.reference.EagerScope.run;
import static dev.cortado.backend.reference.Tensors.doubles;
import static dev.cortado.backend.reference.Tensors.floats;
import static dev.cortado.backend.reference.Tensors.ints;
import static dev.cortado.backend.reference.Tensors.longs;
import static dev.cortado.backend.reference.Tensors.truths;
import static dev.cortado.backend.reference.Tensors.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Unary;
import org.junit.jupiter.api.Test;

class ElementwiseTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void unaryFunctionsOfFloats() {
        HostTensor x = doubles(-INF, -2.5, -0.5, -0.0, 0.0, 1.5, 2.5, INF, NAN);
        assertThat(unary(Unary.Kind.NEGATE, x)).isEqualTo(doubles(INF, 2.5, 0.5, 0.0, -0.0, -1.5, -2.5, -INF, NAN));
        assertThat(unary(Unary.Kind.ABS, x)).isEqualTo(doubles(INF, 2.5, 0.5, 0.0, 0.0, 1.5, 2.5, INF, NAN));
        assertThat(unary(Unary.Kind.SIGN, x)).isEqualTo(doubles(-1, -1, -1, -0.0, 0.0, 1, 1, 1, NAN));
        assertThat(unary(Unary.Kind.FLOOR, x)).isEqualTo(doubles(-INF, -3, -1, -0.0, 0.0, 1, 2, INF, NAN));
        assertThat(unary(Unary.Kind.ROUND, x)).isEqualTo(doubles(-INF, -2, -0.0, -0.0, 0.0, 2, 2, INF, NAN));
    }

    @Test
    void transcendentalFunctions() {
        check(Unary.Kind.EXP, doubles(-INF, -1, 0, 1, INF, NAN), 0, 0.36787944117144233, 1, Math.E, INF, NAN);
        check(Unary.Kind.LOG, doubles(-INF, -1, 0, 1, 10, INF, NAN), NAN, NAN, -INF, 0, 2.302585092994046, INF, NAN);
        check(Unary.Kind.SQRT, doubles(-1, 0, 2, INF, NAN), NAN, 0, 1.4142135623730951, INF, NAN);
        double tanh = 0.7615941559557649;
        check(Unary.Kind.TANH, doubles(-INF, -1, 0, 1, INF, NAN), -1, -tanh, 0, tanh, 1, NAN);
        double erf = 0.8427007929497149;
        check(Unary.Kind.ERF, doubles(-INF, -1, 0, 1, INF, NAN), -1, -erf, 0, erf, 1, NAN);
    }

    /** Allows the one unit in the last place that StrictMath promises. */
    private static void check(Unary.Kind kind, HostTensor x, double... expected) {
        double[] y = unary(kind, x).doubles();
        for (int i = 0; i < y.length; i++) {
            if (Double.isFinite(expected[i])) {
                assertThat(Math.abs(y[i] - expected[i]))
                        .as("error of %s(%s)", kind, x.get(i))
                        .isLessThanOrEqualTo(Math.ulp(expected[i]));
            } else {
                assertThat(y[i]).as("%s(%s)", kind, x.get(i)).isEqualTo(Double.valueOf(expected[i]));
            }
        }
    }

    @Test
    void floatsAreComputedInDoubleAndRoundedOnce() {
        assertThat(unary(Unary.Kind.EXP, floats(0.1f)).floats()).containsExactly((float) StrictMath.exp(0.1f));
        assertThat(unary(Unary.Kind.EXP, floats(89)).floats()).containsExactly(Float.POSITIVE_INFINITY);
    }

    @Test
    void unaryFunctionsOfIntegersAndTruthValues() {
        HostTensor x = ints(-7, 0, 13, Integer.MIN_VALUE);
        assertThat(unary(Unary.Kind.NEGATE, x)).isEqualTo(ints(7, 0, -13, Integer.MIN_VALUE));
        assertThat(unary(Unary.Kind.ABS, x)).isEqualTo(ints(7, 0, 13, Integer.MIN_VALUE));
        assertThat(unary(Unary.Kind.SIGN, x)).isEqualTo(ints(-1, 0, 1, -1));
        assertThat(unary(Unary.Kind.NEGATE, longs(Long.MIN_VALUE, 3))).isEqualTo(longs(Long.MIN_VALUE, -3));
        assertThat(unary(Unary.Kind.NOT, truths(1, 0, 1))).isEqualTo(truths(0, 1, 0));
    }

    @Test
    void arithmeticOfFloats() {
        HostTensor a = doubles(7, -7, 1, 0, INF, INF, NAN, 2);
        HostTensor b = doubles(2, 2, 0, 0, INF, 0, 1, NAN);
        assertThat(binary(Binary.Kind.ADD, a, b)).isEqualTo(doubles(9, -5, 1, 0, INF, INF, NAN, NAN));
        assertThat(binary(Binary.Kind.SUBTRACT, a, b)).isEqualTo(doubles(5, -9, 1, 0, NAN, INF, NAN, NAN));
        assertThat(binary(Binary.Kind.MULTIPLY, a, b)).isEqualTo(doubles(14, -14, 0, 0, INF, NAN, NAN, NAN));
        assertThat(binary(Binary.Kind.DIVIDE, a, b)).isEqualTo(doubles(3.5, -3.5, INF, NAN, NAN, INF, NAN, NAN));
        assertThat(binary(Binary.Kind.POWER, a, b)).isEqualTo(doubles(49, 49, 1, 1, INF, 1, NAN, NAN));
        assertThat(binary(Binary.Kind.MAXIMUM, a, b)).isEqualTo(doubles(7, 2, 1, 0, INF, INF, NAN, NAN));
        assertThat(binary(Binary.Kind.MINIMUM, a, b)).isEqualTo(doubles(2, -7, 0, 0, INF, 0, NAN, NAN));
    }

    @Test
    void arithmeticOfIntegersWrapsAroundAndDivisionByZeroGivesZero() {
        HostTensor a = ints(7, -7, Integer.MAX_VALUE, Integer.MIN_VALUE, 5);
        HostTensor b = ints(2, 2, 2, -1, 0);
        assertThat(binary(Binary.Kind.ADD, a, b)).isEqualTo(ints(9, -5, Integer.MIN_VALUE + 1, Integer.MAX_VALUE, 5));
        assertThat(binary(Binary.Kind.MULTIPLY, a, b)).isEqualTo(ints(14, -14, -2, Integer.MIN_VALUE, 0));
        assertThat(binary(Binary.Kind.DIVIDE, a, b))
                .isEqualTo(ints(3, -3, Integer.MAX_VALUE / 2, Integer.MIN_VALUE, 0));
        assertThat(binary(Binary.Kind.MAXIMUM, a, b)).isEqualTo(ints(7, 2, Integer.MAX_VALUE, -1, 5));
    }

    @Test
    void longsAreExact() {
        HostTensor a = longs((1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE);
        HostTensor b = longs(1L << 53, 1, -1);
        assertThat(binary(Binary.Kind.SUBTRACT, a, b)).isEqualTo(longs(1, Long.MAX_VALUE - 1, Long.MIN_VALUE + 1));
        assertThat(binary(Binary.Kind.ADD, a, b)).isEqualTo(longs((1L << 54) + 1, Long.MIN_VALUE, Long.MAX_VALUE));
        assertThat(binary(Binary.Kind.DIVIDE, a, b)).isEqualTo(longs(1, Long.MAX_VALUE, Long.MIN_VALUE));
        assertThat(binary(Binary.Kind.GREATER, a, b)).isEqualTo(truths(1, 1, 0));
        assertThat(binary(Binary.Kind.EQUAL, a, b)).isEqualTo(truths(0, 0, 0));
    }

    @Test
    void bytesAreUnsignedModulo256() {
        HostTensor a = unsigned(200, 3, 255, 7);
        HostTensor b = unsigned(100, 5, 255, 0);
        assertThat(binary(Binary.Kind.ADD, a, b)).isEqualTo(unsigned(44, 8, 254, 7));
        assertThat(binary(Binary.Kind.SUBTRACT, a, b)).isEqualTo(unsigned(100, 254, 0, 7));
        assertThat(binary(Binary.Kind.MULTIPLY, a, b)).isEqualTo(unsigned(32, 15, 1, 0));
        assertThat(binary(Binary.Kind.DIVIDE, a, b)).isEqualTo(unsigned(2, 0, 1, 0));
        assertThat(binary(Binary.Kind.MAXIMUM, a, b)).isEqualTo(unsigned(200, 5, 255, 7));
        assertThat(binary(Binary.Kind.LESS, a, b)).isEqualTo(truths(0, 1, 0, 0));
    }

    @Test
    void comparisonsOfFloats() {
        HostTensor a = doubles(1, 2, 2, -0.0, NAN, 1, NAN);
        HostTensor b = doubles(2, 1, 2, 0.0, NAN, NAN, 1);
        assertThat(binary(Binary.Kind.EQUAL, a, b)).isEqualTo(truths(0, 0, 1, 1, 0, 0, 0));
        assertThat(binary(Binary.Kind.NOT_EQUAL, a, b)).isEqualTo(truths(1, 1, 0, 0, 1, 1, 1));
        assertThat(binary(Binary.Kind.LESS, a, b)).isEqualTo(truths(1, 0, 0, 0, 0, 0, 0));
        assertThat(binary(Binary.Kind.LESS_EQUAL, a, b)).isEqualTo(truths(1, 0, 1, 1, 0, 0, 0));
        assertThat(binary(Binary.Kind.GREATER, a, b)).isEqualTo(truths(0, 1, 0, 0, 0, 0, 0));
        assertThat(binary(Binary.Kind.GREATER_EQUAL, a, b)).isEqualTo(truths(0, 1, 1, 1, 0, 0, 0));
    }

    @Test
    void logic() {
        HostTensor a = truths(0, 0, 1, 1);
        HostTensor b = truths(0, 1, 0, 1);
        assertThat(binary(Binary.Kind.AND, a, b)).isEqualTo(truths(0, 0, 0, 1));
        assertThat(binary(Binary.Kind.OR, a, b)).isEqualTo(truths(0, 1, 1, 1));
        assertThat(binary(Binary.Kind.XOR, a, b)).isEqualTo(truths(0, 1, 1, 0));
        assertThat(binary(Binary.Kind.EQUAL, a, b)).isEqualTo(truths(1, 0, 0, 1));
    }

    @Test
    void theNumberOfAScalarOperationIsRoundedFirst() {
        float tenth = 0.1f;
        assertThat(scalar(Binary.Kind.EQUAL, floats(tenth), 0.1, false)).isEqualTo(truths(1));
        assertThat(scalar(Binary.Kind.MULTIPLY, floats(3), 0.1, false).floats()).containsExactly((float) (3.0 * tenth));
        assertThat(scalar(Binary.Kind.EQUAL, doubles(tenth), 0.1, false)).isEqualTo(truths(0));
    }

    @Test
    void theNumberCanStandOnEitherSide() {
        HostTensor x = doubles(1, 2, 4);
        assertThat(scalar(Binary.Kind.SUBTRACT, x, 3, false)).isEqualTo(doubles(-2, -1, 1));
        assertThat(scalar(Binary.Kind.SUBTRACT, x, 3, true)).isEqualTo(doubles(2, 1, -1));
        assertThat(scalar(Binary.Kind.DIVIDE, x, 1, true)).isEqualTo(doubles(1, 0.5, 0.25));
        assertThat(scalar(Binary.Kind.LESS, x, 2, true)).isEqualTo(truths(0, 0, 1));
        assertThat(scalar(Binary.Kind.DIVIDE, ints(5, 0), 7, true)).isEqualTo(ints(1, 0));
        assertThat(scalar(Binary.Kind.DIVIDE, ints(5, 0), 0, false)).isEqualTo(ints(0, 0));
    }

    @Test
    void selectTakesBitsAsTheyAre() {
        HostTensor condition = truths(1, 0, 1, 0);
        assertThat(run(new Select(), condition, doubles(1, 2, NAN, 4), doubles(5, INF, 7, -0.0)))
                .isEqualTo(doubles(1, INF, NAN, -0.0));
        assertThat(run(new Select(), condition, truths(1, 1, 0, 0), truths(0, 0, 1, 1)))
                .isEqualTo(truths(1, 0, 0, 1));
    }

    @Test
    void castsFromFloats() {
        HostTensor x = doubles(-1.9, 2.5, 300.7, -0.0, 1e300, -INF, NAN);
        int max = Integer.MAX_VALUE;
        assertThat(cast(DType.INT32, x)).isEqualTo(ints(-1, 2, 300, 0, max, Integer.MIN_VALUE, 0));
        assertThat(cast(DType.INT64, x)).isEqualTo(longs(-1, 2, 300, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0));
        assertThat(cast(DType.UINT8, x)).isEqualTo(unsigned(255, 2, 44, 0, 255, 0, 0));
        assertThat(cast(DType.BOOL, x)).isEqualTo(truths(1, 1, 1, 0, 1, 1, 1));
        assertThat(cast(DType.FLOAT32, doubles(0.1, 1e300, NAN)).floats())
                .containsExactly(0.1f, Float.POSITIVE_INFINITY, Float.NaN);
        assertThat(cast(DType.FLOAT64, floats(0.1)).doubles()).containsExactly(0.1f);
    }

    @Test
    void castsFromIntegers() {
        HostTensor x = longs(-1, 256 + 7, (1L << 32) + 5, 0);
        assertThat(cast(DType.INT32, x)).isEqualTo(ints(-1, 263, 5, 0));
        assertThat(cast(DType.UINT8, x)).isEqualTo(unsigned(255, 7, 5, 0));
        assertThat(cast(DType.BOOL, longs(-1, 1L << 40, 0))).isEqualTo(truths(1, 1, 0));
        assertThat(cast(DType.FLOAT64, unsigned(255, 128))).isEqualTo(doubles(255, 128));
        assertThat(cast(DType.INT32, truths(1, 0))).isEqualTo(ints(1, 0));
        assertThat(cast(DType.FLOAT32, truths(1, 0))).isEqualTo(floats(1, 0));
    }

    @Test
    void longsBecomeFloatsWithOneRounding() {
        // half way between two floats but for the last bit, which a double would lose
        long value = (1L << 60) + (1L << 36) + 1;
        assertThat(cast(DType.FLOAT32, longs(value)).floats()).containsExactly((float) value);
        assertThat((float) value).isNotEqualTo((float) (double) value);
    }

    @Test
    void emptyAndScalarTensors() {
        HostTensor empty = doubles();
        HostTensor scalar = HostTensor.of(new double[] {3});
        assertThat(unary(Unary.Kind.EXP, empty)).isEqualTo(empty);
        assertThat(binary(Binary.Kind.ADD, scalar, scalar)).isEqualTo(HostTensor.of(new double[] {6}));
    }

    private static HostTensor unary(Unary.Kind kind, HostTensor x) {
        return run(new Unary(kind), x);
    }

    private static HostTensor binary(Binary.Kind kind, HostTensor a, HostTensor b) {
        return run(new Binary(kind), a, b);
    }

    private static HostTensor scalar(Binary.Kind kind, HostTensor x, double number, boolean first) {
        return run(new ScalarBinary(kind, number, first), x);
    }

    private static HostTensor cast(DType dtype, HostTensor x) {
        return run(new Cast(dtype), x);
    }
}
