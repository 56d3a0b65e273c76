/** Measures of how good predictions are, and what came of steps and epochs. */
package dev.cortado.training.metrics;
