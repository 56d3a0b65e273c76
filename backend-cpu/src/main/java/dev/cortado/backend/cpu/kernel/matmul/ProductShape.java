package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.api.Shape;
import dev.cortado.api.op.MatMul;

/**
 * The sizes of a batch of products.
 *
 * @param batch how many products
 * @param rows rows of the left operand and of the result
 * @param depth what is summed over
 * @param columns columns of the right operand and of the result
 * @param leftRow distance between two rows of the left operand
 * @param leftDepth distance between two of its elements along the depth
 */
record ProductShape(int batch, int rows, int depth, int columns, int leftRow, int leftDepth) {

    static ProductShape of(MatMul op, Shape left, Shape right) {
        int rows = left.size(op.transposeLeft() ? -1 : -2);
        int depth = left.size(op.transposeLeft() ? -2 : -1);
        int columns = right.size(op.transposeRight() ? -2 : -1);
        int batch = left.elements(0, left.rank() - 2);
        return op.transposeLeft()
                ? new ProductShape(batch, rows, depth, columns, 1, rows)
                : new ProductShape(batch, rows, depth, columns, depth, 1);
    }

    double flops() {
        return 2.0 * batch * rows * depth * columns;
    }

    boolean isEmpty() {
        return batch == 0 || rows == 0 || columns == 0;
    }

    /** Returns where each element of a row of the left operand lies, relative to the first. */
    int[] leftOffsets() {
        return multiples(depth, leftDepth);
    }

    static int[] multiples(int count, int factor) {
        int[] result = new int[count];
        for (int i = 0; i < count; i++) {
            result[i] = i * factor;
        }
        return result;
    }

    static int ceil(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
