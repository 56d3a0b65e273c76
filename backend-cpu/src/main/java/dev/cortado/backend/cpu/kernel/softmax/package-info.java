/** Softmax, its logarithm and cross-entropy of float32, row by row. */
package dev.cortado.backend.cpu.kernel.softmax;
