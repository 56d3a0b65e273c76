/** The engine of the kit: trials of a backend, without a test framework. */
package dev.cortado.conformance.kit;
