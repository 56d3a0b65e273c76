package dev.cortado.backend.nd4j;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.FusionConformance;

/** Chains, which run as loops in Java over memory outside of the heap. */
class Nd4jFusionTest extends FusionConformance {

    @Override
    protected BackendProvider provider() {
        return new Nd4jProvider();
    }

    @Override
    protected int leastChains() {
        return graphs() + 1;
    }

    @Override
    protected int leastInPlace() {
        return graphs() / 3 + 1;
    }

    /** In one chain, but a kernel here overwrites one operand at most. */
    @Override
    protected boolean joinsUpdates() {
        return true;
    }
}
