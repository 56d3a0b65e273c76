package com.example.plain;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.BackendConformance;

/** All that the kit checks, as one test per operation. */
class PlainConformanceTest extends BackendConformance {

    @Override
    protected BackendProvider provider() {
        return new PlainPlugin();
    }
}
