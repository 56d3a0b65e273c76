/** Checks of operations, layers and backends against the float64 reference and against central differences. */
package dev.cortado.conformance;
