/** Operations as immutable records: shape rule, gradient rule, cost and decomposition. */
package dev.cortado.api.op;
