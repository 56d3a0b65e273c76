package dev.cortado.conformance;

import java.util.ArrayList;
import java.util.List;

/** Operands for every operation of {@code dev.cortado.api.op}, with the awkward sizes among them. */
public final class OpCases {

    private OpCases() {}

    /** Returns all cases with the same operands as ever. */
    public static List<OpCase> all() {
        return all(0);
    }

    /** Returns all cases, with operands that depend on a seed. */
    public static List<OpCase> all(long seed) {
        List<OpCase> cases = new ArrayList<>();
        cases.addAll(ElementwiseCases.all(seed));
        cases.addAll(ReductionCases.all(seed));
        cases.addAll(StructureCases.all(seed));
        cases.addAll(WindowCases.all(seed));
        cases.addAll(CompositeCases.all(seed));
        return cases;
    }
}
