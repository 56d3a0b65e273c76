/** The OpenCL backend: kernels in OpenCL C, compiled for the device when they are first needed. */
@SuppressWarnings("requires-automatic")
module dev.cortado.backend.opencl {
    requires dev.cortado.api;
    requires jocl;

    provides dev.cortado.api.plugin.CortadoPlugin with
            dev.cortado.backend.opencl.OpenClPlugin;
}
