/** Matrix products in panels and as dot products, and the inner kernels that convolutions share. */
package dev.cortado.backend.cpu.kernel.matmul;
