/** Operations that move elements without computing, on all types. */
package dev.cortado.backend.cpu.kernel.structure;
