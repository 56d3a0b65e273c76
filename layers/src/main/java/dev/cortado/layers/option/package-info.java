/** Checks of arguments; not exported. */
package dev.cortado.layers.option;
