package dev.cortado.backend.reference;

import static dev.cortado.backend.reference.EagerScope.run;
import static dev.cortado.backend.reference.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Transpose;
import org.junit.jupiter.api.Test;

class MatMulTest {

    private static final MatMul PLAIN = new MatMul(false, false);

    @Test
    void aProductByHand() {
        HostTensor a = HostTensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        HostTensor b = HostTensor.of(new double[] {1, 0, 0, 1, 2, -1}, 3, 2);
        assertThat(run(PLAIN, a, b)).isEqualTo(HostTensor.of(new double[] {7, -1, 16, -1}, 2, 2));
    }

    @Test
    void transposedOperandsGiveTheSame() {
        HostTensor a = random(1, DType.FLOAT32, 3, 7, 13);
        HostTensor b = random(2, DType.FLOAT32, 3, 13, 5);
        HostTensor expected = run(PLAIN, a, b);
        HostTensor aTurned = run(Transpose.of(0, 2, 1), a);
        HostTensor bTurned = run(Transpose.of(0, 2, 1), b);
        assertThat(run(new MatMul(true, false), aTurned, b)).isEqualTo(expected);
        assertThat(run(new MatMul(false, true), a, bTurned)).isEqualTo(expected);
        assertThat(run(new MatMul(true, true), aTurned, bTurned)).isEqualTo(expected);
    }

    @Test
    void eachMatrixOfABatchIsMultipliedByItsOwn() {
        HostTensor a = random(3, DType.FLOAT64, 2, 3, 4, 7);
        HostTensor b = random(4, DType.FLOAT64, 2, 3, 7, 1);
        double[] y = run(PLAIN, a, b).doubles();
        for (int matrix = 0; matrix < 6; matrix++) {
            for (int row = 0; row < 4; row++) {
                double sum = 0;
                for (int k = 0; k < 7; k++) {
                    sum += a.doubles()[(matrix * 4 + row) * 7 + k] * b.doubles()[matrix * 7 + k];
                }
                assertThat(y[matrix * 4 + row]).isEqualTo(sum);
            }
        }
    }

    @Test
    void floatProductsAreSummedInDouble() {
        HostTensor a = HostTensor.of(new float[] {1e8f, 1, -1e8f}, 1, 3);
        HostTensor b = HostTensor.of(new float[] {1, 1, 1}, 3, 1);
        assertThat(run(PLAIN, a, b).floats()).containsExactly(1);
    }

    @Test
    void emptySumsAreZeroAndEmptyResultsEmpty() {
        assertThat(run(PLAIN, zeros(2, 0), zeros(0, 3))).isEqualTo(zeros(2, 3));
        assertThat(run(PLAIN, zeros(0, 2), zeros(2, 3))).isEqualTo(zeros(0, 3));
        assertThat(run(PLAIN, zeros(0, 1, 2), zeros(0, 2, 1))).isEqualTo(zeros(0, 1, 1));
    }

    @Test
    void nanTouchesItsRowAlone() {
        HostTensor a = HostTensor.of(new double[] {1, Double.NaN, 3, 4}, 2, 2);
        HostTensor b = HostTensor.of(new double[] {1, 0}, 2, 1);
        assertThat(run(PLAIN, a, b).doubles()).containsExactly(Double.NaN, 3);
    }

    private static HostTensor zeros(int... sizes) {
        return HostTensor.zeros(TensorSpec.of(DType.FLOAT32, sizes));
    }
}
