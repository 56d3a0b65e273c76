/** Operations on images whose channels are the last axis, so that vectors run over channels. */
package dev.cortado.backend.cpu.kernel.last;
