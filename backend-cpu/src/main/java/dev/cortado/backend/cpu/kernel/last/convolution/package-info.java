/** Convolutions of images whose channels are last, and their gradients, over products of pixels and channels. */
package dev.cortado.backend.cpu.kernel.last.convolution;
