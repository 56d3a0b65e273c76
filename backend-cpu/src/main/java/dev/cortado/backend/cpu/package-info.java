/** The CPU backend: buffers, the team of threads, and the catalogue of kernels. */
package dev.cortado.backend.cpu;
