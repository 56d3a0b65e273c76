package dev.cortado.backend.opencl.kernel;

import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * How an operation is computed: launches one after another.
 *
 * @param description a short name of the algorithm
 * @param workspace the temporary tensors
 * @param overwrites per result the operand whose memory it may take; -1 if none
 * @param launches what is run, in this order; may be empty if there is nothing to compute
 */
public record KernelPlan(
        String description, List<TensorSpec> workspace, List<Integer> overwrites, List<Launch> launches) {

    /** Creates a plan; lists are copied. */
    public KernelPlan {
        workspace = List.copyOf(workspace);
        overwrites = List.copyOf(overwrites);
        launches = List.copyOf(launches);
    }

    /** Returns a plan that needs no temporary memory and overwrites nothing. */
    public static KernelPlan of(String description, Launch... launches) {
        return new KernelPlan(description, List.of(), List.of(), List.of(launches));
    }

    /** Returns this plan with temporary tensors. */
    public KernelPlan withWorkspace(TensorSpec... specs) {
        return new KernelPlan(description, List.of(specs), overwrites, launches);
    }

    /** Returns this plan with the operand that the only result may overwrite. */
    public KernelPlan overwriting(int operand) {
        return new KernelPlan(description, workspace, List.of(operand), launches);
    }

    /** Returns the operand that a result may overwrite; -1 if none. */
    public int overwrites(int output) {
        return output < overwrites.size() ? overwrites.get(output) : -1;
    }
}
