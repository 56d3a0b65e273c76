package dev.cortado.backend.nd4j;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.FusionConformance;

/** Chains, which run as loops in Java over memory outside of the heap. */
class Nd4jFusionTest extends FusionConformance {

    @Override
    protected BackendProvider provider() {
        return new Nd4jProvider();
    }

    /** A kernel here overwrites one operand at most. */
    @Override
    protected boolean updatesInPlace() {
        return false;
    }
}
