/** Passes that turn a graph into a smaller equivalent one. */
package dev.cortado.core.optimize;
