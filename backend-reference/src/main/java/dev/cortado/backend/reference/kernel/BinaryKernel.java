package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Binary;

/** Computes {@link Binary}. */
final class BinaryKernel implements Runnable {

    private final Binary.Kind kind;
    private final Elements a;
    private final Elements b;
    private final Elements y;

    BinaryKernel(Binary op, Elements a, Elements b, Elements y) {
        this.kind = op.kind();
        this.a = a;
        this.b = b;
        this.y = y;
    }

    @Override
    public void run() {
        for (int i = 0; i < y.count(); i++) {
            BinaryFunction.apply(kind, a, i, b, i, y, i);
        }
    }
}
