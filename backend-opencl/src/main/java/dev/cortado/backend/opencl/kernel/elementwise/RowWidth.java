package dev.cortado.backend.opencl.kernel.elementwise;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.graph.fuse.Repetition;
import dev.cortado.api.op.Broadcast;
import java.util.List;

/** Finds rows within which each repeated operand of a chain is one number or lies without gaps. */
final class RowWidth {

    /** Shorter rows do not fill a vector. */
    private static final int SHORTEST = 16;

    private RowWidth() {}

    /** Returns the length of the rows; 0 if the chain repeats nothing, or nothing in common rows. */
    static int of(ElementwiseChain chain, List<TensorSpec> values) {
        List<Integer> lengths = chain.steps().stream()
                .filter(step -> step.op() instanceof Broadcast)
                .map(step -> Repetition.of(
                                (Broadcast) step.op(),
                                values.get(step.arguments().get(0)).shape())
                        .orElseThrow())
                .filter(repetition -> repetition.size() > 1)
                .map(repetition -> repetition.inner() > 1 ? repetition.inner() : repetition.size())
                .toList();
        int shortest = lengths.stream().min(Integer::compare).orElse(0);
        boolean common = shortest >= SHORTEST && lengths.stream().allMatch(length -> length % shortest == 0);
        return common ? shortest : 0;
    }
}
