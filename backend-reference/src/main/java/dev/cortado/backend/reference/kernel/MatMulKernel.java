package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.MatMul;

/** Computes {@link MatMul}: for each result, the sum of products of a row and a column. */
final class MatMulKernel implements Runnable {

    private final MatMul op;
    private final Elements a;
    private final Elements b;
    private final Elements y;
    private final Index left;
    private final Index right;
    private final Index to;
    private final int rowAxis;
    private final int columnAxis;
    private final int inner;

    MatMulKernel(MatMul op, Elements a, Elements b, Elements y) {
        this.op = op;
        this.a = a;
        this.b = b;
        this.y = y;
        left = new Index(a.shape());
        right = new Index(b.shape());
        to = new Index(y.shape());
        rowAxis = y.shape().rank() - 2;
        columnAxis = y.shape().rank() - 1;
        inner = a.shape().size(op.transposeLeft() ? rowAxis : columnAxis);
    }

    @Override
    public void run() {
        for (boolean more = to.first(); more; more = to.next()) {
            left.set(to);
            right.set(to);
            double sum = 0;
            for (int k = 0; k < inner; k++) {
                moveLeft(to.at(rowAxis), k);
                moveRight(k, to.at(columnAxis));
                sum += a.real(left.flat()) * b.real(right.flat());
            }
            y.setReal(to.flat(), sum);
        }
    }

    private void moveLeft(int row, int k) {
        left.set(rowAxis, op.transposeLeft() ? k : row);
        left.set(columnAxis, op.transposeLeft() ? row : k);
    }

    private void moveRight(int k, int column) {
        right.set(rowAxis, op.transposeRight() ? column : k);
        right.set(columnAxis, op.transposeRight() ? k : column);
    }
}
