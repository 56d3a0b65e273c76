/** Elementwise operations: a kernel is generated for each chain of them. */
package dev.cortado.backend.opencl.kernel.elementwise;
