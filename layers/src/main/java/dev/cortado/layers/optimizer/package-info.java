/** Rules by which parameters follow their gradients. */
package dev.cortado.layers.optimizer;
