/** Plain loops on all types, for what has no faster kernel. */
package dev.cortado.backend.cpu.kernel.plain;
