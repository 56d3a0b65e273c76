/** The CPU backend: pure Java kernels over the Vector API, each with a scalar twin of equal bits. */
module dev.cortado.backend.cpu {
    requires dev.cortado.api;
    requires static jdk.incubator.vector;

    provides dev.cortado.api.plugin.CortadoPlugin with
            dev.cortado.backend.cpu.CpuPlugin;
}
