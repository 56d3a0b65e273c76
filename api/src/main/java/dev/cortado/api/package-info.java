/** Tensors, shapes, element types and errors: the words that everything else is written in. */
package dev.cortado.api;
