/** Batch normalization of float32 images with channels last: lanes are channels, and memory is read in order. */
package dev.cortado.backend.cpu.kernel.last.normalize;
