package dev.cortado.backend.cpu;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import dev.cortado.backend.cpu.kernel.VectorPath;

/** Creates CPU backends; usable on every machine. */
final class CpuProvider implements BackendProvider {

    @Override
    public String name() {
        return CpuBackend.NAME;
    }

    @Override
    public String summary() {
        return "pure Java on the processor, with the Vector API where the JVM offers it";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Usability usability() {
        String remedy = VectorPath.isModulePresent() ? "" : VectorPath.REMEDY;
        return new Usability(true, VectorPath.describe(), remedy);
    }

    @Override
    public Backend create(BackendOptions options) {
        return new CpuBackend(options);
    }
}
