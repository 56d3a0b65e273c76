package dev.cortado.backend.reference;

import static dev.cortado.backend.reference.EagerScope.run;
import static dev.cortado.backend.reference.EagerScope.runAll;
import static dev.cortado.backend.reference.Tensors.counting;
import static dev.cortado.backend.reference.Tensors.doubles;
import static dev.cortado.backend.reference.Tensors.floats;
import static dev.cortado.backend.reference.Tensors.ints;
import static dev.cortado.backend.reference.Tensors.longs;
import static dev.cortado.backend.reference.Tensors.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Sort;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReductionTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void sumsOverEachChoiceOfAxes() {
        HostTensor x = counting(DType.FLOAT64, 2, 3, 2);
        assertThat(reduce(Reduce.Kind.SUM, x, 0).doubles()).containsExactly(6, 8, 10, 12, 14, 16);
        assertThat(reduce(Reduce.Kind.SUM, x, 1).doubles()).containsExactly(6, 9, 24, 27);
        assertThat(reduce(Reduce.Kind.SUM, x, 2).doubles()).containsExactly(1, 5, 9, 13, 17, 21);
        assertThat(reduce(Reduce.Kind.SUM, x, 0, 2).doubles()).containsExactly(14, 22, 30);
        assertThat(reduce(Reduce.Kind.SUM, x).doubles()).containsExactly(66);
        assertThat(run(new Reduce(Reduce.Kind.SUM, List.of()), x)).isEqualTo(x);
    }

    @Test
    void otherKinds() {
        HostTensor x = HostTensor.of(new double[] {3, -4, 2, -1, 5, 0}, 2, 3);
        assertThat(reduce(Reduce.Kind.SUM_SQUARES, x, 1).doubles()).containsExactly(29, 26);
        assertThat(reduce(Reduce.Kind.MAX, x, 1).doubles()).containsExactly(3, 5);
        assertThat(reduce(Reduce.Kind.MIN, x, 0).doubles()).containsExactly(-1, -4, 0);
    }

    @Test
    void floatSumsAccumulateInDouble() {
        float[] values = new float[207];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = i == 0 ? 1e8f : 0.3f;
            sum += values[i];
        }
        assertThat(reduce(Reduce.Kind.SUM, HostTensor.of(values, 207)).floats()).containsExactly((float) sum);
    }

    @Test
    void nanWinsAndInfinityCounts() {
        HostTensor x = HostTensor.of(new double[] {1, NAN, 3, -INF, 2, INF}, 2, 3);
        assertThat(reduce(Reduce.Kind.MAX, x, 1).doubles()).containsExactly(NAN, INF);
        assertThat(reduce(Reduce.Kind.MIN, x, 1).doubles()).containsExactly(NAN, -INF);
        assertThat(reduce(Reduce.Kind.SUM, x, 1).doubles()).containsExactly(NAN, NAN);
        assertThat(reduce(Reduce.Kind.SUM_SQUARES, x, 1).doubles()).containsExactly(NAN, INF);
    }

    @Test
    void nothingToReduce() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64, DType.UINT8}) {
            HostTensor x = HostTensor.zeros(TensorSpec.of(dtype, 2, 0));
            assertThat(reduce(Reduce.Kind.SUM, x, 1)).isEqualTo(HostTensor.zeros(TensorSpec.of(dtype, 2)));
            assertThat(reduce(Reduce.Kind.SUM_SQUARES, x, 1)).isEqualTo(HostTensor.zeros(TensorSpec.of(dtype, 2)));
            assertThat(reduce(Reduce.Kind.SUM, x, 0).spec().elements()).isZero();
        }
        assertThat(reduce(Reduce.Kind.MAX, doubles())).isEqualTo(HostTensor.of(new double[] {-INF}));
        assertThat(reduce(Reduce.Kind.MIN, doubles())).isEqualTo(HostTensor.of(new double[] {INF}));
        assertThat(reduce(Reduce.Kind.MAX, floats()).floats()).containsExactly(Float.NEGATIVE_INFINITY);
        assertThat(reduce(Reduce.Kind.MAX, ints()).ints()).containsExactly(Integer.MIN_VALUE);
        assertThat(reduce(Reduce.Kind.MIN, longs()).longs()).containsExactly(Long.MAX_VALUE);
        assertThat(reduce(Reduce.Kind.MAX, unsigned()).get(0)).isEqualTo(0);
        assertThat(reduce(Reduce.Kind.MIN, unsigned()).get(0)).isEqualTo(255);
    }

    @Test
    void integersWrapAroundAndLongsAreExact() {
        assertThat(reduce(Reduce.Kind.SUM, ints(Integer.MAX_VALUE, 1)).ints()).containsExactly(Integer.MIN_VALUE);
        assertThat(reduce(Reduce.Kind.SUM, longs(1L << 53, 1)).longs()).containsExactly((1L << 53) + 1);
        assertThat(reduce(Reduce.Kind.MAX, longs(1L << 53, (1L << 53) + 1)).longs())
                .containsExactly((1L << 53) + 1);
        assertThat(reduce(Reduce.Kind.SUM, unsigned(200, 100)).get(0)).isEqualTo(44);
        assertThat(reduce(Reduce.Kind.MAX, unsigned(3, 200, 100)).get(0)).isEqualTo(200);
        assertThat(reduce(Reduce.Kind.SUM_SQUARES, ints(1 << 16, 3)).ints()).containsExactly(9);
    }

    @Test
    void argMaxTakesTheFirstOfEqualsAndTheFirstNan() {
        HostTensor x = HostTensor.of(
                new double[] {1, 3, 3, 0, 5, NAN, 7, NAN, -INF, -INF, -INF, -INF, -0.0, 0.0, -1, -1}, 4, 4);
        assertThat(run(new ArgMax(1), x)).isEqualTo(ints(1, 1, 0, 0));
        assertThat(run(new ArgMax(0), x)).isEqualTo(ints(1, 1, 1, 1));
        assertThat(run(new ArgMax(0), unsigned(3, 200, 100)).ints()).containsExactly(1);
        assertThat(run(new ArgMax(0), longs((1L << 53), (1L << 53) + 1)).ints()).containsExactly(1);
        assertThat(run(new ArgMax(1), HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 0, 0)))
                        .spec())
                .isEqualTo(TensorSpec.of(DType.INT32, 0));
    }

    @Test
    void sortKeepsTheOrderOfEqualsAndPutsNanLast() {
        HostTensor x = doubles(3, NAN, 1, 3, -INF, 0.0, -0.0, NAN, 1);
        List<HostTensor> ascending = runAll(new Sort(0, false), x);
        assertThat(ascending.get(0)).isEqualTo(doubles(-INF, 0.0, -0.0, 1, 1, 3, 3, NAN, NAN));
        assertThat(ascending.get(1)).isEqualTo(ints(4, 5, 6, 2, 8, 0, 3, 1, 7));
        List<HostTensor> descending = runAll(new Sort(0, true), x);
        assertThat(descending.get(0)).isEqualTo(doubles(NAN, NAN, 3, 3, 1, 1, 0.0, -0.0, -INF));
        assertThat(descending.get(1)).isEqualTo(ints(1, 7, 0, 3, 2, 8, 5, 6, 4));
    }

    @Test
    void sortWorksAlongEveryAxisAndType() {
        HostTensor x = HostTensor.of(new int[] {5, 2, 9, 1, 7, 3}, 2, 3);
        assertThat(runAll(new Sort(0, false), x).get(0).ints()).containsExactly(1, 2, 3, 5, 7, 9);
        assertThat(runAll(new Sort(0, false), x).get(1).ints()).containsExactly(1, 0, 1, 0, 1, 0);
        assertThat(runAll(new Sort(1, true), x).get(0).ints()).containsExactly(9, 5, 2, 7, 3, 1);
        assertThat(run(new Sort(0, false), unsigned(200, 3, 255, 100))).isEqualTo(unsigned(3, 100, 200, 255));
        assertThat(run(new Sort(0, false), longs((1L << 53) + 1, 1L << 53))).isEqualTo(longs(1L << 53, (1L << 53) + 1));
        HostTensor empty = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 2, 0));
        assertThat(run(new Sort(1, false), empty)).isEqualTo(empty);
    }

    @Test
    void sortAgreesWithTheJdkOnAwkwardSizes() {
        for (int size : new int[] {1, 7, 13, 207}) {
            HostTensor x = Tensors.random(size, DType.FLOAT32, size);
            float[] expected = x.floats().clone();
            Arrays.sort(expected);
            List<HostTensor> sorted = runAll(new Sort(0, false), x);
            assertThat(sorted.get(0).floats()).containsExactly(expected);
            for (int i = 0; i < size; i++) {
                assertThat(x.floats()[sorted.get(1).ints()[i]]).isEqualTo(expected[i]);
            }
        }
    }

    private static HostTensor reduce(Reduce.Kind kind, HostTensor x, int... axes) {
        return run(Reduce.over(kind, x.shape().rank(), axes), x);
    }
}
