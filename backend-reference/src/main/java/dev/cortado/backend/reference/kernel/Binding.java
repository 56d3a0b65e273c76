package dev.cortado.backend.reference.kernel;

import java.util.List;

/** Ties a primitive operation to its operands and results. */
@FunctionalInterface
public interface Binding {

    /** Returns what computes the results anew, without allocating, each time it runs. */
    Runnable bind(List<Elements> inputs, List<Elements> outputs);
}
