/** Convolutions and matrix products for graphics cards, with tiles in local memory. */
package dev.cortado.backend.opencl.kernel.tile;
