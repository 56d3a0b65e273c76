package dev.cortado.backend.opencl;

import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.BackendConformance;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The published kit on this backend, with the kernels of both families. */
@ParameterizedClass
@ValueSource(strings = {"cpu", "gpu"})
class OpenClConformanceTest extends BackendConformance {

    private final String family;

    OpenClConformanceTest(String family) {
        this.family = family;
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }

    @Override
    protected BackendOptions options() {
        return OnDevice.options(family);
    }
}
