package dev.cortado.backend.cpu;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.EdgeConformance;

/** Operations at the edges of vectors and tiles. */
class CpuEdgesTest extends EdgeConformance {

    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }
}
