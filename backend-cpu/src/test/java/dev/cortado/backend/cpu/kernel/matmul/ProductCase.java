package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.api.HostTensor;
import dev.cortado.api.op.MatMul;
import dev.cortado.backend.cpu.kernel.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A batch of products of awkward size. */
record ProductCase(MatMul op, int batch, int rows, int depth, int columns) {

    private static final int[][] SIZES = {
        {1, 1, 1, 1},
        {1, 64, 80, 50},
        {1, 1, 207, 13},
        {2, 7, 13, 207},
        {3, 13, 207, 7},
        {1, 207, 7, 13},
        {1, 13, 300, 100},
        {2, 5, 16, 68},
        {1, 100, 33, 64},
        {1, 3, 0, 2},
        {1, 0, 5, 7},
        {0, 2, 3, 4},
    };

    static Stream<ProductCase> all() {
        List<ProductCase> cases = new ArrayList<>();
        for (int[] s : SIZES) {
            for (int flags = 0; flags < 4; flags++) {
                cases.add(new ProductCase(new MatMul((flags & 1) != 0, (flags & 2) != 0), s[0], s[1], s[2], s[3]));
            }
        }
        return cases.stream();
    }

    HostTensor left() {
        return op.transposeLeft() ? Numbers.random(1, batch, depth, rows) : Numbers.random(1, batch, rows, depth);
    }

    HostTensor right() {
        return op.transposeRight()
                ? Numbers.random(2, batch, columns, depth)
                : Numbers.random(2, batch, depth, columns);
    }

    int leftIndex(int product, int row, int k) {
        return product * rows * depth + (op.transposeLeft() ? k * rows + row : row * depth + k);
    }

    int rightIndex(int product, int k, int column) {
        return product * depth * columns + (op.transposeRight() ? column * depth + k : k * columns + column);
    }

    int resultIndex(int product, int row, int column) {
        return (product * rows + row) * columns + column;
    }
}
