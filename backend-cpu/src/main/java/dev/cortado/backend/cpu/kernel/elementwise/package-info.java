/** Elementwise operations on float32, alone or in chains, as passes over tiles that stay in the cache. */
package dev.cortado.backend.cpu.kernel.elementwise;
