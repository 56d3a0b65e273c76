/** Inference for many threads at once: instances of one network over shared weights, and micro-batching. */
package dev.cortado.core.serve;
