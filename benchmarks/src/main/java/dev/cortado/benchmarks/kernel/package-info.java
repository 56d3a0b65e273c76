/** Kernels one by one, as fractions of what the machine can do. */
package dev.cortado.benchmarks.kernel;
