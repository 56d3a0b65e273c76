/** Convolutions and their two gradients as products over copies of what the taps see. */
package dev.cortado.backend.cpu.kernel.convolution;
