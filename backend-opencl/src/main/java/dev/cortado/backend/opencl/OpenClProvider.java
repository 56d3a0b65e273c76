package dev.cortado.backend.opencl;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import dev.cortado.backend.opencl.device.Installation;

/** Creates OpenCL backends, each on one device. */
final class OpenClProvider implements BackendProvider {

    /** Below that of the CPU backend, which stays the choice of whoever makes none. */
    private static final int PRIORITY = 50;

    @Override
    public String name() {
        return OpenClBackend.NAME;
    }

    @Override
    public String summary() {
        return "kernels in OpenCL C on a graphics card or the processor";
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Usability usability() {
        return Installation.ofThisMachine().usability();
    }

    @Override
    public Backend create(BackendOptions options) {
        return OpenClBackend.open(options);
    }
}
