/** How the learning rate changes during training. */
package dev.cortado.layers.schedule;
