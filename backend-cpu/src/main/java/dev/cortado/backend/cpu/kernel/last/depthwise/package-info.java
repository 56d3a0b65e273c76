/** Convolutions of every channel with kernels of its own, on images with channels last. */
package dev.cortado.backend.cpu.kernel.last.depthwise;
