/** Bringing a graph to operations for which a backend has kernels. */
package dev.cortado.core.lower;
