/** Reverse-mode differentiation of graphs. */
package dev.cortado.core.differentiate;
