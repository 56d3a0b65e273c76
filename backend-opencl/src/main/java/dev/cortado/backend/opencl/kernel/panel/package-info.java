/** Convolutions and matrix products for processors, with blocks of results in vector registers. */
package dev.cortado.backend.opencl.kernel.panel;
