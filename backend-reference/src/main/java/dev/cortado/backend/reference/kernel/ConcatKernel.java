package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Concat;
import java.util.List;

/** Computes {@link Concat}: one operand after another, each moved behind those before it. */
final class ConcatKernel implements Runnable {

    private final int axis;
    private final List<Elements> operands;
    private final List<Index> from;
    private final Elements y;
    private final Index to;

    ConcatKernel(Concat op, List<Elements> operands, Elements y) {
        this.axis = op.axis();
        this.operands = operands;
        this.y = y;
        from = operands.stream().map(x -> new Index(x.shape())).toList();
        to = new Index(y.shape());
    }

    @Override
    public void run() {
        int before = 0;
        for (int i = 0; i < operands.size(); i++) {
            place(operands.get(i), from.get(i), before);
            before += operands.get(i).shape().size(axis);
        }
    }

    private void place(Elements x, Index at, int before) {
        for (boolean more = at.first(); more; more = at.next()) {
            to.set(at);
            to.set(axis, before + at.at(axis));
            y.copy(to.flat(), x, at.flat());
        }
    }
}
