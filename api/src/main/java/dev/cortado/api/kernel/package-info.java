/** The contracts of kernels, so that an operation from outside can bring fast ones. */
package dev.cortado.api.kernel;
