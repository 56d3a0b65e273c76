package dev.cortado.conformance.oracle;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.op.Op;
import java.util.List;

/** Says how exact the algorithm is that a backend uses for an operation. */
@FunctionalInterface
public interface AccuracySource {

    /** Returns the class of the kernel for an operation; the usual one if there is no kernel. */
    Accuracy of(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs);
}
