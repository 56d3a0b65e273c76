package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.ScalarBinary;

/** Computes {@link ScalarBinary}. */
final class ScalarBinaryKernel implements Runnable {

    private final ScalarBinary op;
    private final Elements x;
    private final Elements number;
    private final Elements y;

    ScalarBinaryKernel(ScalarBinary op, Elements x, Elements y) {
        this.op = op;
        this.x = x;
        this.number = Elements.number(x.dtype(), op.number());
        this.y = y;
    }

    @Override
    public void run() {
        for (int i = 0; i < y.count(); i++) {
            if (op.numberFirst()) {
                BinaryFunction.apply(op.kind(), number, 0, x, i, y, i);
            } else {
                BinaryFunction.apply(op.kind(), x, i, number, 0, y, i);
            }
        }
    }
}
