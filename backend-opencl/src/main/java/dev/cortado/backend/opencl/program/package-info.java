/** Sources, compiled programs, and where they are kept. */
package dev.cortado.backend.opencl.program;
