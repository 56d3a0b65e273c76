/** The contract of a backend: storage, kernels, lowering, and how it is announced. */
package dev.cortado.api.backend;
