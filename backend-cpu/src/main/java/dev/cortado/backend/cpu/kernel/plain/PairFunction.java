package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.DType;
import dev.cortado.api.op.Binary;

/** A function of two elements of one type. */
final class PairFunction {

    private final Binary.Kind kind;
    private final DType from;
    private final DType to;

    PairFunction(Binary.Kind kind, DType from, DType to) {
        this.kind = kind;
        this.from = from;
        this.to = to;
    }

    boolean keepsType() {
        return from == to;
    }

    void compute(Object a, int ai, Object b, int bi, Object y, int yi) {
        if (!from.isFloating()) {
            Numbers.setWhole(y, to, yi, Functions.whole(kind, Numbers.whole(a, from, ai), Numbers.whole(b, from, bi)));
        } else if (kind.isPredicate()) {
            boolean truth = Functions.test(kind, Numbers.real(a, from, ai), Numbers.real(b, from, bi));
            Numbers.setWhole(y, to, yi, truth ? 1 : 0);
        } else {
            Numbers.setReal(y, to, yi, Functions.real(kind, Numbers.real(a, from, ai), Numbers.real(b, from, bi)));
        }
    }
}
