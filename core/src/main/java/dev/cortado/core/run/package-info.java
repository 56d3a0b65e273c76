/** Memory and bound kernels of programs. */
package dev.cortado.core.run;
