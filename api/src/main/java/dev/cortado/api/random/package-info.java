/** Counter-based random numbers that are equal everywhere. */
package dev.cortado.api.random;
