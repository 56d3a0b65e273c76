/** Test vectors that were made with other frameworks. */
package dev.cortado.conformance.golden;
