/** Batch normalization of float32, channel by channel. */
package dev.cortado.backend.cpu.kernel.normalize;
