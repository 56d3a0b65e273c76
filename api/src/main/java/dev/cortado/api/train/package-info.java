/** The contracts of losses, optimizers and learning rate schedules. */
package dev.cortado.api.train;
