package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.graph.Graph;
import dev.cortado.backend.cpu.kernel.elementwise.ElementwiseKernels;
import dev.cortado.backend.cpu.lower.ElementwiseFusion;
import dev.cortado.conformance.FusionConformance;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains, with vectors of every width and on one thread and two. */
@Tag("widths")
@ParameterizedClass
@ValueSource(ints = {1, 2})
class CpuFusionTest extends FusionConformance {

    private final int threads;

    CpuFusionTest(int threads) {
        this.threads = threads;
    }

    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }

    @Override
    protected BackendOptions options() {
        return BackendOptions.of(threads);
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

    @BeforeEach
    void fusionIsInTheCatalogue() {
        assumeThat(Catalog.rules())
                .as("the catalogue was changed: no fusion to test")
                .anyMatch(ElementwiseFusion.class::isInstance);
        assumeThat(Catalog.factories())
                .as("the catalogue was changed: no kernel for chains")
                .anyMatch(ElementwiseKernels.class::isInstance);
    }

    @Test
    void leavesGraphsAloneWhereSwitchedOff() {
        Graph graph = randomGraph(1);
        try (Backend backend = provider().create(options().withProperties(Map.of("fusion", "off")))) {
            assertThat(backend.lower(graph)).isSameAs(graph);
        }
    }
}
