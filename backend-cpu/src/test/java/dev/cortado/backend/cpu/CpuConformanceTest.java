package dev.cortado.backend.cpu;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.BackendConformance;
import dev.cortado.conformance.kit.Tier;

/** The CPU backend keeps what every backend promises: the full tier in every build. */
class CpuConformanceTest extends BackendConformance {

    @Override
    protected BackendProvider provider() {
        return new CpuProvider();
    }

    @Override
    protected Tier tier() {
        return super.tier() == Tier.SOAK ? Tier.SOAK : Tier.FULL;
    }
}
