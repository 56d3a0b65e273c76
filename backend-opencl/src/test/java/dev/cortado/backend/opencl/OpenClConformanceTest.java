package dev.cortado.backend.opencl;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.BackendConformance;

/** The published kit on the first device. */
class OpenClConformanceTest extends BackendConformance {

    @Override
    protected BackendProvider provider() {
        return OnDevice.provider(OpenClBackend.NAME);
    }
}
