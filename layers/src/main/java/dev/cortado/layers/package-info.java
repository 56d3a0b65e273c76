/** Layers as immutable records, and the plug-in that registers everything in this module. */
package dev.cortado.layers;
