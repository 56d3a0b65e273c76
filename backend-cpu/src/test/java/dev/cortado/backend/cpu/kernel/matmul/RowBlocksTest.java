package dev.cortado.backend.cpu.kernel.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBlocksTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 7, 13, 20, 50, 207})
    void coversAllRowsAsEvenlyAsPossible(int rows) {
        RowBlocks blocks = new RowBlocks(rows);
        int next = 0;
        for (int block = 0; block < blocks.count(); block++) {
            assertThat(blocks.start(block)).isEqualTo(next);
            assertThat(blocks.rows(block)).isBetween(rows / blocks.count(), RowBlocks.MOST);
            next += blocks.rows(block);
        }
        assertThat(next).isEqualTo(rows);
        assertThat(blocks.start(blocks.count())).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void packsEachDepthOfAllRowsTogether(int rows) {
        float[] matrix = new float[rows * 7];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = i;
        }
        int[] offsets = {0, 1, 2, 3, 4, 5, 6};
        float[] packed = new float[2 + 8 * 7];
        RowBlocks.pack(matrix, 0, 7, rows, offsets, 7, packed, 2);
        float[] contiguous = new float[2 + 8 * 7];
        RowBlocks.packContiguous(matrix, 0, 7, rows, 7, contiguous, 2);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < 7; k++) {
                assertThat(packed[2 + k * RowBlocks.stride(rows) + row]).isEqualTo(row * 7 + k);
            }
        }
        assertThat(contiguous).isEqualTo(packed);
    }
}
