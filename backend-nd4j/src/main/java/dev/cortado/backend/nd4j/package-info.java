/** The ND4J backend: provider, memory and kernels. */
package dev.cortado.backend.nd4j;
