package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import java.util.List;

/** An operation that can be written in terms of others, so that backends need no kernel for it. */
@Stability.Stable
public interface Decomposable extends Op {

    /**
     * Returns the results computed with other operations.
     *
     * @param inputs the operands; apply operations to them to express the results
     * @return one tensor per result, of exactly the specs that {@link #infer} gives
     */
    List<Tensor> decompose(List<Tensor> inputs);
}
