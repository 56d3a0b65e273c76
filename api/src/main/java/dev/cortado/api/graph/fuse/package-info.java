/** Chains of elementwise operations, which a backend may run in one pass over memory. */
package dev.cortado.api.graph.fuse;
