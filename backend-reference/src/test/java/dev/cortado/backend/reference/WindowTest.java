package dev.cortado.backend.reference;

import static dev.cortado.backend.reference.EagerScope.run;
import static dev.cortado.backend.reference.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowReduce;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void sumAndMaximumByHand() {
        HostTensor x = HostTensor.of(new double[] {1, 5, 2, -4, 3}, 1, 1, 5);
        assertThat(sum(window(2, 1, 0, 0, 1), x).doubles()).containsExactly(6, 7, -2, -1);
        assertThat(max(window(2, 2, 0, 0, 1), x).doubles()).containsExactly(5, 2);
        assertThat(max(window(3, 2, 1, 1, 1), x).doubles()).containsExactly(5, 5, 3);
        assertThat(sum(window(2, 1, 0, 0, 3), x).doubles()).containsExactly(-3, 8);
        assertThat(max(window(2, 1, -1, -1, 1), x).doubles()).containsExactly(5, 2);
    }

    @Test
    void aWindowOverNothingButPadding() {
        HostTensor x = HostTensor.of(new double[] {3, -7}, 1, 1, 2);
        Window window = window(2, 2, 4, 2, 1);
        assertThat(sum(window, x).doubles()).containsExactly(0, 0, -4, 0);
        assertThat(max(window, x).doubles()).containsExactly(-INF, -INF, 3, -INF);
        assertThat(run(new WindowArgMax(window), x).ints()).containsExactly(-1, -1, 0, -1);
        HostTensor integers = HostTensor.of(new int[] {3, -7}, 1, 1, 2);
        assertThat(max(window, integers).ints())
                .containsExactly(Integer.MIN_VALUE, Integer.MIN_VALUE, 3, Integer.MIN_VALUE);
        assertThat(sum(window, integers).ints()).containsExactly(0, 0, -4, 0);
    }

    @Test
    void anEmptyPlaneBetweenPadding() {
        HostTensor x = HostTensor.zeros(TensorSpec.of(DType.FLOAT64, 1, 1, 0));
        assertThat(max(window(2, 1, 1, 1, 1), x).doubles()).containsExactly(-INF);
        assertThat(run(new WindowArgMax(window(2, 1, 1, 1, 1)), x).ints()).containsExactly(-1);
    }

    @Test
    void theFirstOfEqualsTheLastOfNan() {
        HostTensor x = HostTensor.of(new double[] {2, 2, 1, NAN, 9, NAN, -INF, -INF, 0, -0.0, 0}, 1, 1, 11);
        Window window = window(2, 1, 0, 0, 1);
        assertThat(run(new WindowArgMax(window), x).ints()).containsExactly(0, 1, 3, 3, 5, 5, 6, 8, 8, 9);
        Window three = window(3, 1, 0, 0, 1);
        assertThat(run(new WindowArgMax(three), x).ints()).containsExactly(0, 3, 3, 5, 5, 5, 8, 8, 8);
        assertThat(max(three, x).doubles()).containsExactly(2, NAN, NAN, NAN, NAN, NAN, 0, 0, 0);
    }

    @Test
    void indicesAreFlatInTheUnpaddedPlane() {
        HostTensor x = HostTensor.of(new float[] {1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1}, 1, 2, 2, 3);
        Window window = Window.of(new int[] {2, 2}, new int[] {2, 2}).withPadding(new int[] {1, 1}, new int[] {1, 0});
        assertThat(run(new WindowArgMax(window), x))
                .isEqualTo(HostTensor.of(new int[] {0, 2, 3, 5, 0, 1, 3, 4}, 1, 2, 2, 2));
        assertThat(max(window, x).floats()).containsExactly(1, 3, 4, 6, 6, 5, 3, 2);
    }

    @Test
    void sumsAreConvolutionsWithOnes() {
        int seed = 0;
        for (int size : new int[] {1, 7, 13}) {
            for (int dilation = 1; dilation <= 3; dilation++) {
                HostTensor x = random(++seed, DType.FLOAT64, 2, 3, size, size + 1, 2);
                Window window = new Window(
                        List.of(3, 2, 1),
                        List.of(2, 1, 3),
                        List.of(3, 0, 1),
                        List.of(4, 3, 1),
                        List.of(dilation, 1, 2));
                Convolution op = Convolution.of(3)
                        .withStride(2, 1, 3)
                        .withPadding(new int[] {3, 0, 1}, new int[] {4, 3, 1})
                        .withKernelDilation(dilation, 1, 2)
                        .withGroups(3);
                HostTensor ones = HostTensor.filled(TensorSpec.of(DType.FLOAT64, 3, 1, 3, 2, 1), 1);
                assertThat(sum(window, x)).isEqualTo(run(op, x, ones));
            }
        }
    }

    @Test
    void theMaximumIsWhatTheIndexNames() {
        HostTensor x = random(5, DType.FLOAT32, 3, 1, 7, 13);
        Window window = new Window(List.of(3, 5), List.of(2, 3), List.of(1, 2), List.of(1, 2), List.of(1, 2));
        HostTensor where = run(new WindowArgMax(window), x);
        HostTensor largest = max(window, x);
        int places = largest.shape().elements(2, 4);
        for (int i = 0; i < largest.spec().elements(); i++) {
            assertThat(largest.floats()[i]).isEqualTo(x.floats()[i / places * 91 + where.ints()[i]]);
        }
    }

    @Test
    void integersWrapAroundAndStayExact() {
        HostTensor x = HostTensor.of(new long[] {1L << 53, 1, Long.MAX_VALUE}, 1, 1, 3);
        assertThat(sum(window(2, 1, 0, 0, 1), x).longs()).containsExactly((1L << 53) + 1, Long.MIN_VALUE);
        HostTensor bytes = HostTensor.of(TensorSpec.of(DType.UINT8, 1, 1, 2), new byte[] {(byte) 200, 100});
        assertThat(sum(window(2, 1, 0, 0, 1), bytes).get(0)).isEqualTo(44);
        assertThat(max(window(2, 1, 0, 0, 1), bytes).get(0)).isEqualTo(200);
    }

    @Test
    void emptyBatch() {
        HostTensor x = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 0, 2, 4));
        assertThat(max(window(2, 2, 0, 0, 1), x).spec()).isEqualTo(TensorSpec.of(DType.FLOAT32, 0, 2, 2));
    }

    private static HostTensor sum(Window window, HostTensor x) {
        return run(new WindowReduce(WindowReduce.Kind.SUM, window), x);
    }

    private static HostTensor max(Window window, HostTensor x) {
        return run(new WindowReduce(WindowReduce.Kind.MAX, window), x);
    }

    private static Window window(int size, int stride, int low, int high, int dilation) {
        return new Window(List.of(size), List.of(stride), List.of(low), List.of(high), List.of(dilation));
    }
}
