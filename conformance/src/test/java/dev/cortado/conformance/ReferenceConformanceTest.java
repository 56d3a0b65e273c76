package dev.cortado.conformance;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.backend.reference.ReferenceProvider;

/** The reference backend keeps what every backend promises. */
class ReferenceConformanceTest extends BackendConformance {

    @Override
    protected BackendProvider provider() {
        return new ReferenceProvider();
    }
}
