/** Pooling over the two spatial axes of float32 images. */
package dev.cortado.backend.cpu.kernel.window;
