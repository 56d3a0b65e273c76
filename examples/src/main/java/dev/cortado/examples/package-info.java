/** Programs to read and to run, the shortest first: {@link dev.cortado.examples.DigitsIn25Lines}. */
package dev.cortado.examples;
