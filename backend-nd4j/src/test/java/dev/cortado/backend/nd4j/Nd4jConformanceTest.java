package dev.cortado.backend.nd4j;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.BackendConformance;

/** The published kit on this backend. */
class Nd4jConformanceTest extends BackendConformance {

    @Override
    protected BackendProvider provider() {
        return new Nd4jProvider();
    }
}
