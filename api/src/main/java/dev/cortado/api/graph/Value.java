package dev.cortado.api.graph;

import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;

/**
 * A tensor to come: what a node produces, or what enters a graph.
 *
 * @param id unique within its graph and all graphs made from it
 * @param spec element type and shape
 */
@Stability.Experimental
public record Value(int id, TensorSpec spec) {

    /** Two values are the same if their ids are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Value value && value.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** Returns the id and the spec, such as {@code %7 float32 64x10}. */
    @Override
    public String toString() {
        return "%" + id + " " + spec;
    }
}
