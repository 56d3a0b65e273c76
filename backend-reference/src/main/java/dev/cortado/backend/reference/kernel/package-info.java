/** Every primitive as plain loops over doubles. */
package dev.cortado.backend.reference.kernel;
