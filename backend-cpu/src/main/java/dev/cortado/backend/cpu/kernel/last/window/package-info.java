/** Windows that slide over images with channels last. */
package dev.cortado.backend.cpu.kernel.last.window;
