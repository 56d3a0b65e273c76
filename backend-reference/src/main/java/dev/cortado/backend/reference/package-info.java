/** The reference backend: float64 on one thread, one kernel per primitive, slow and obviously right. */
package dev.cortado.backend.reference;
