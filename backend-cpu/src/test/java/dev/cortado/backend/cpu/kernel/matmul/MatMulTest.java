package dev.cortado.backend.cpu.kernel.matmul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.MatMul;
import dev.cortado.backend.cpu.kernel.KernelRun;
import dev.cortado.backend.cpu.kernel.Numbers;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("widths")
class MatMulTest {

    private static final KernelRun RUN = KernelRun.of(new MatMulKernels());

    static Stream<ProductCase> cases() {
        return ProductCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWithinTheBoundOfFloat64(ProductCase test) {
        HostTensor left = test.left();
        HostTensor right = test.right();
        Numbers.Sums sums = new Numbers.Sums(test.batch() * test.rows() * test.columns());
        for (int product = 0; product < test.batch(); product++) {
            for (int row = 0; row < test.rows(); row++) {
                for (int column = 0; column < test.columns(); column++) {
                    for (int k = 0; k < test.depth(); k++) {
                        sums.add(
                                test.resultIndex(product, row, column),
                                left.get(test.leftIndex(product, row, k)),
                                right.get(test.rightIndex(product, k, column)));
                    }
                }
            }
        }
        sums.check(RUN.run(test.op(), left, right));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsInTheDocumentedOrder(ProductCase test) {
        HostTensor left = test.left();
        HostTensor right = test.right();
        HostTensor result = RUN.run(test.op(), left, right);
        for (int product = 0; product < test.batch(); product++) {
            for (int row = 0; row < test.rows(); row++) {
                for (int column = 0; column < test.columns(); column++) {
                    float expected = test.op().transposeRight()
                            ? folded(test, left, right, product, row, column)
                            : chain(test, left, right, product, row, column);
                    assertThat(result.floats()[test.resultIndex(product, row, column)])
                            .as("%d, %d", row, column)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static float chain(ProductCase test, HostTensor left, HostTensor right, int product, int row, int column) {
        float sum = 0;
        for (int k = 0; k < test.depth(); k++) {
            sum = Math.fma(
                    left.floats()[test.leftIndex(product, row, k)],
                    right.floats()[test.rightIndex(product, k, column)],
                    sum);
        }
        return sum;
    }

    private static float folded(ProductCase test, HostTensor left, HostTensor right, int product, int row, int column) {
        float[] sums = new float[16];
        for (int k = 0; k < test.depth(); k++) {
            sums[k % 16] = Math.fma(
                    left.floats()[test.leftIndex(product, row, k)],
                    right.floats()[test.rightIndex(product, k, column)],
                    sums[k % 16]);
        }
        for (int half = 8; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                sums[lane] += sums[lane + half];
            }
        }
        return sums[0];
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForTheTwinAndAnyNumberOfWorkers(ProductCase test) {
        HostTensor left = test.left();
        HostTensor right = test.right();
        HostTensor expected = RUN.run(test.op(), left, right);
        assertThat(RUN.split(2).run(test.op(), left, right)).isEqualTo(expected);
        assertThat(RUN.split(3).run(test.op(), left, right)).isEqualTo(expected);
        assertThat(RUN.on(KernelRun.SCALAR).run(test.op(), left, right)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void worksInFloat64(ProductCase test) {
        HostTensor left = test.left().cast(DType.FLOAT64);
        HostTensor right = test.right().cast(DType.FLOAT64);
        HostTensor exact = RUN.run(test.op(), left, right);
        HostTensor single = RUN.run(test.op(), test.left(), test.right());
        for (int i = 0; i < exact.spec().elements(); i++) {
            assertThat(exact.get(i)).isCloseTo(single.get(i), within(1e-3));
        }
    }

    @Test
    void givesTheSameBitsForARowAloneAndAmongOthers() {
        HostTensor weights = Numbers.random(3, 50, 77);
        HostTensor rows = Numbers.random(4, 64, 77);
        MatMul linear = new MatMul(false, true);
        float[] together = RUN.run(linear, rows, weights).floats();
        for (int row = 0; row < 64; row++) {
            HostTensor one = HostTensor.of(Arrays.copyOfRange(rows.floats(), row * 77, (row + 1) * 77), 1, 77);
            assertThat(RUN.run(linear, one, weights).floats())
                    .isEqualTo(Arrays.copyOfRange(together, row * 50, (row + 1) * 50));
        }
    }

    @Test
    void fusedWithBiasAndRectifierGivesTheBitsOfTheThreeSteps() {
        HostTensor rows = Numbers.random(5, 13, 33);
        HostTensor weights = Numbers.random(6, 47, 33);
        HostTensor bias = Numbers.random(7, 47);
        MatMul linear = new MatMul(false, true);
        HostTensor expected = RUN.run(linear, rows, weights);
        for (int i = 0; i < expected.spec().elements(); i++) {
            expected.floats()[i] = Math.max(expected.floats()[i] + bias.floats()[i % 47], 0);
        }
        FusedMatMul fused = new FusedMatMul(linear, Activation.RELU);
        assertThat(RUN.run(fused, rows, weights, bias)).isEqualTo(expected);
    }

    @Test
    void nonFiniteNumbersReachWhatTheyTouchAndNothingBehind() {
        HostTensor rows = Numbers.random(8, 3, 20);
        HostTensor weights = Numbers.random(9, 5, 20);
        rows.floats()[20 + 17] = Float.NaN;
        weights.floats()[4 * 20 + 19] = Float.POSITIVE_INFINITY;
        float[] result = RUN.run(new MatMul(false, true), rows, weights).floats();
        for (int i = 0; i < result.length; i++) {
            assertThat(Float.isFinite(result[i])).as("element " + i).isEqualTo(i / 5 != 1 && i % 5 != 4);
        }
    }
}
