package dev.cortado.backend.reference.kernel;

/** Computes {@link dev.cortado.api.op.Select}. */
final class SelectKernel implements Runnable {

    private final Elements condition;
    private final Elements whenTrue;
    private final Elements whenFalse;
    private final Elements y;

    SelectKernel(Elements condition, Elements whenTrue, Elements whenFalse, Elements y) {
        this.condition = condition;
        this.whenTrue = whenTrue;
        this.whenFalse = whenFalse;
        this.y = y;
    }

    @Override
    public void run() {
        for (int i = 0; i < y.count(); i++) {
            y.copy(i, condition.whole(i) != 0 ? whenTrue : whenFalse, i);
        }
    }
}
