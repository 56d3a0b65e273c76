/** What weights start with. */
package dev.cortado.layers.initializer;
