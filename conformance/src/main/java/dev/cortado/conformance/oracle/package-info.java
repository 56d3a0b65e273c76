/** What results should be: the float64 reference, and how far rounding may carry a result from it. */
package dev.cortado.conformance.oracle;
