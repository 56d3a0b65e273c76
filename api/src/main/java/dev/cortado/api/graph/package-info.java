/** Computations as data, and the tool that rewrites them. */
package dev.cortado.api.graph;
