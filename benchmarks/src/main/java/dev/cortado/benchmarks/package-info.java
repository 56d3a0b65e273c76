/** Measurements of speed, memory and start; RESULTS.md says which command gives which figure. */
package dev.cortado.benchmarks;
