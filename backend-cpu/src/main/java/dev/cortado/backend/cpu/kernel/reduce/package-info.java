/** Reductions of float32 in an order that depends on shapes alone. */
package dev.cortado.backend.cpu.kernel.reduce;
