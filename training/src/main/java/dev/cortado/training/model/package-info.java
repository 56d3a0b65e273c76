/** Saved models: one file with weights, structure, classes and preprocessing, and predictions with it. */
package dev.cortado.training.model;
