package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.graph.Graph;
import dev.cortado.conformance.FusionConformance;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains, with the kernels of both families. */
@ParameterizedClass
@ValueSource(strings = {"cpu", "gpu"})
class OpenClFusionTest extends FusionConformance {

    private final String family;

    OpenClFusionTest(String family) {
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

    /** Each graph has programs of its own, which take long to compile. */
    @Override
    protected int graphs() {
        return 10;
    }

    @Test
    void leavesGraphsAloneWhereSwitchedOff() {
        Graph graph = randomGraph(1);
        try (Backend backend = OnDevice.open(Map.of("fusion", "off"))) {
            assertThat(backend.lower(graph)).isSameAs(graph);
        }
    }
}
