/** Recording layers, losses and optimizers into graphs. */
package dev.cortado.core.trace;
