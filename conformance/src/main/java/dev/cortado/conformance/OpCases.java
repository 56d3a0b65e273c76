package dev.cortado.conformance;

import java.util.ArrayList;
import java.util.List;

/** Operands for every operation of {@code dev.cortado.api.op}, with the awkward sizes among them. */
public final class OpCases {

    private OpCases() {}

    /** Returns all cases. */
    public static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        cases.addAll(ElementwiseCases.all());
        cases.addAll(ReductionCases.all());
        cases.addAll(StructureCases.all());
        cases.addAll(WindowCases.all());
        cases.addAll(CompositeCases.all());
        return cases;
    }
}
