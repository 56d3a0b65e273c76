/** Decorators around any backend: checking, timing, comparing, injecting faults. */
package dev.cortado.core.decorate;
