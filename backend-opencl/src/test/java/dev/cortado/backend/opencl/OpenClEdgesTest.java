package dev.cortado.backend.opencl;

import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.EdgeConformance;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations at the edges of vectors, tiles and groups of work items, with the kernels of both families. */
@ParameterizedClass
@ValueSource(strings = {"cpu", "gpu"})
class OpenClEdgesTest extends EdgeConformance {

    private final String family;

    OpenClEdgesTest(String family) {
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
