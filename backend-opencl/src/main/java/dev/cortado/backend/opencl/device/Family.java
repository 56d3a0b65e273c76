package dev.cortado.backend.opencl.device;

/** For which kind of device kernels are written. */
public enum Family {
    /** Few work items that each fill vector registers, without local memory. */
    CPU,
    /** Many work items in groups that share tiles in local memory. */
    GPU
}
