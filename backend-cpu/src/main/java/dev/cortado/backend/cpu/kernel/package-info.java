/** Which kind of kernels runs in this process; the packages below are the only ones that see the Vector API. */
package dev.cortado.backend.cpu.kernel;
