package dev.cortado.backend.reference.kernel;

/** Computes {@link dev.cortado.api.op.Reshape}: a copy, since row-major order does not change. */
final class ReshapeKernel implements Runnable {

    private final Elements x;
    private final Elements y;

    ReshapeKernel(Elements x, Elements y) {
        this.x = x;
        this.y = y;
    }

    @Override
    public void run() {
        for (int i = 0; i < y.count(); i++) {
            y.copy(i, x, i);
        }
    }
}
