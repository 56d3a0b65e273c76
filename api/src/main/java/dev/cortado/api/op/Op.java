package dev.cortado.api.op;

import dev.cortado.api.Cost;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * An operation as data: an immutable record that says once, for every backend, what its results look like and cost.
 *
 * <p>Implement it as a record, so that equal attributes mean an equal operation. An operation with a
 * {@link Decomposable decomposition} runs on every backend; one without is a primitive and needs a kernel. A
 * {@link Differentiable gradient rule} is optional where there is a decomposition.
 */
@Stability.Stable
public interface Op {

    /** Returns the stable name, lower case with a vendor prefix, such as {@code cortado.convolution}. */
    String name();

    /**
     * Returns element type and shape of every result.
     *
     * @param inputs specs of the operands
     * @throws ShapeException if the operands do not fit
     */
    List<TensorSpec> infer(List<TensorSpec> inputs);

    /** Returns the cost of one run; by default one operation per element of the results. */
    default Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        long flops = 0;
        long bytes = 0;
        for (TensorSpec spec : inputs) {
            bytes += spec.bytes();
        }
        for (TensorSpec spec : outputs) {
            flops += spec.elements();
            bytes += spec.bytes();
        }
        return new Cost(flops, bytes);
    }
}
