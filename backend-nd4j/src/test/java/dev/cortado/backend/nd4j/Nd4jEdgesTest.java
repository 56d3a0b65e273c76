package dev.cortado.backend.nd4j;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.EdgeConformance;

/** Operations at the edges of chunks, and what ND4J is known to get wrong: NaN, ties, zeros, empty tensors. */
class Nd4jEdgesTest extends EdgeConformance {

    @Override
    protected BackendProvider provider() {
        return new Nd4jProvider();
    }
}
