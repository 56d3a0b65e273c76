/** Ready networks by name. */
package dev.cortado.layers.model;
