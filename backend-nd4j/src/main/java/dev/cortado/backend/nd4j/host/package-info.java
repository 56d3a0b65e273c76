/** Loops in Java over memory outside of the heap, for what ND4J lacks or gets wrong. */
package dev.cortado.backend.nd4j.host;
