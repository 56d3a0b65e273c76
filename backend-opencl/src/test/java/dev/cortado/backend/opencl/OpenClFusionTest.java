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
import org.junit.jupiter.params.provider.CsvSource;

/** Chains, with the kernels of both families, run step by step and compiled. */
@ParameterizedClass
@CsvSource({"cpu, 0", "cpu, 10000", "gpu, 0", "gpu, 10000"})
class OpenClFusionTest extends FusionConformance {

    private final String family;
    private final String steps;

    OpenClFusionTest(String family, String steps) {
        this.family = family;
        this.steps = steps;
    }

    @Override
    protected BackendProvider provider() {
        return new OpenClProvider();
    }

    @Override
    protected BackendOptions options() {
        return OnDevice.options(Map.of("family", family, "steps", steps));
    }

    /** Each graph has programs of its own, which take long to compile. */
    @Override
    protected int graphs() {
        return 10;
    }

    @Override
    protected int leastChains() {
        return graphs() + 1;
    }

    @Override
    protected int leastInPlace() {
        return graphs() / 3 + 1;
    }

    @Override
    protected boolean joinsUpdates() {
        return true;
    }

    @Override
    protected boolean updatesInPlace() {
        return true;
    }

    @Test
    void leavesGraphsAloneWhereSwitchedOff() {
        Graph graph = randomGraph(1);
        try (Backend backend = OnDevice.open(Map.of("fusion", "off"))) {
            assertThat(backend.lower(graph)).isSameAs(graph);
        }
    }
}
