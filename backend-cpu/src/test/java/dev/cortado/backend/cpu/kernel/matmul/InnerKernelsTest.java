package dev.cortado.backend.cpu.kernel.matmul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cortado.backend.cpu.kernel.KernelRun;
import dev.cortado.backend.cpu.kernel.Numbers;
import dev.cortado.backend.cpu.kernel.VectorPath;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("widths")
class InnerKernelsTest {

    private final InnerKernels vectors = InnerKernels.of(KernelRun.NATIVE);
    private final InnerKernels scalars = InnerKernels.of(KernelRun.SCALAR);

    @BeforeEach
    void needVectors() {
        assumeTrue(VectorPath.VECTOR, "there is nothing to compare: kernels are scalar in this JVM");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void panelsGiveTheBitsOfTheTwin(int rows) {
        float[] a = Numbers.random(1, 8 * 207).floats();
        float[] b = Numbers.random(2, 40_000).floats();
        int[] offsets = new int[207];
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = k * 97 % 1000 * 39;
        }
        for (int across : new int[] {1, 2, Width.VECTORS}) {
            for (int depth : new int[] {0, 1, 7, 13, 200}) {
                float[] expected = Numbers.random(3, 6 * 70 + 7).floats();
                float[] actual = expected.clone();
                scalars.panel(
                        rows, across, a, 3, b, 5, offsets, 7, depth, expected, 7, 70, Width.LANES, expected, 7, 70);
                vectors.panel(rows, across, a, 3, b, 5, offsets, 7, depth, actual, 7, 70, Width.LANES, actual, 7, 70);
                assertThat(actual).as("%d vectors, depth %d", across, depth).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void dotsGiveTheBitsOfTheTwin(int rows) {
        float[] a = Numbers.random(4, 8 * 16 * 20).floats();
        float[] b = Numbers.random(5, 2000).floats();
        int[] columns = {0, 401, 77, 77, 1003, 13};
        for (int steps : new int[] {0, 1, 7, 13}) {
            float[] expected = Numbers.random(6, 6 * 4 * 16 + 3).floats();
            float[] actual = expected.clone();
            scalars.dot(rows, a, 1, b, 2, columns, 2, steps, expected, 3);
            vectors.dot(rows, a, 1, b, 2, columns, 2, steps, actual, 3);
            assertThat(actual).as("%d steps", steps).isEqualTo(expected);
        }
    }

    @Test
    void foldsGiveTheBitsOfTheTwin() {
        for (int count : new int[] {0, 1, 7, 13, 16, 64, 207}) {
            float[] sums = Numbers.random(7, 5 + (count + 16) * 16).floats();
            float[] expected = new float[count + 32];
            float[] actual = new float[count + 32];
            scalars.fold(sums.clone(), 5, count, expected, 3);
            vectors.fold(sums.clone(), 5, count, actual, 3);
            assertThat(Arrays.copyOf(actual, 3 + count)).isEqualTo(Arrays.copyOf(expected, 3 + count));
        }
    }
}
