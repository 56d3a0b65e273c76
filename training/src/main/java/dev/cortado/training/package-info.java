/** Trains and judges networks: the trainer, its callbacks and its results. */
package dev.cortado.training;
