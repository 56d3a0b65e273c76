/** How far a prediction is from its target. */
package dev.cortado.layers.loss;
