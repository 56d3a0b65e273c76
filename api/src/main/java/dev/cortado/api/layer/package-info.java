/** The contract of layers and of what they may ask for. */
package dev.cortado.api.layer;
