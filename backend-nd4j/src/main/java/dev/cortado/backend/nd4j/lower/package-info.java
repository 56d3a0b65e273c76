/** How graphs are rewritten into operations that ND4J computes together. */
package dev.cortado.backend.nd4j.lower;
