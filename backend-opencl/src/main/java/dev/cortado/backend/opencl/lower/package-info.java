/** How graphs are rewritten into operations that run faster here. */
package dev.cortado.backend.opencl.lower;
