package dev.cortado.core.lower;

import dev.cortado.api.graph.Origin;

/**
 * An operation that a backend has no kernel for, so that parts took its place.
 *
 * @param op name of the operation
 * @param origin the layer and stage that it comes from
 * @param number tells operations of one name and layer apart
 */
public record Decomposed(String op, Origin origin, int number) {}
