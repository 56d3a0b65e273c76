/** The folder of a training run: configuration, metrics and checkpoints. */
package dev.cortado.training.run;
