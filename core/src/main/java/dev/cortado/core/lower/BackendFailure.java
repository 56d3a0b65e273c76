package dev.cortado.core.lower;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.graph.Node;

/** Gives what a backend throws the names of the backend, the operation and the layer. */
public final class BackendFailure {

    private BackendFailure() {}

    /**
     * Returns an exception about a failure that has no name yet.
     *
     * @param action what failed, such as {@code preparing a kernel}
     */
    public static CortadoException in(String action, Backend backend, Node node, Throwable failure) {
        String operands = String.join(
                ", ", node.inputSpecs().stream().map(Object::toString).toList());
        return CortadoException.backend(
                backend.name(),
                "kernel-failed",
                node.origin().toString(),
                "backend " + backend.name() + " failed in " + action + " for "
                        + node.op().name() + " of (" + operands + "): " + failure,
                null,
                failure);
    }
}
