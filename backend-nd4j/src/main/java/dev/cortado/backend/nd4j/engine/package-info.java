/** Operations of ND4J, set up once and run on memory that it does not own. */
package dev.cortado.backend.nd4j.engine;
