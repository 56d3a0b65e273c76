package dev.cortado.backend.opencl.kernel;

import java.util.List;

/**
 * One run of a kernel function over a range of work items.
 *
 * @param source the text of its program; equal texts are compiled once
 * @param entry the name of the function
 * @param arguments what it is called with
 * @param global work items per dimension
 * @param local work items per group and dimension; empty to let the driver choose
 */
public record Launch(String source, String entry, List<Argument> arguments, List<Long> global, List<Long> local) {

    /** Creates a launch; lists are copied. */
    public Launch {
        arguments = List.copyOf(arguments);
        global = List.copyOf(global);
        local = List.copyOf(local);
    }
}
