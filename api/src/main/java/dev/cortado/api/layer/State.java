package dev.cortado.api.layer;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;

/** State that was declared while tracing. Implemented by Cortado alone; new methods may appear. */
@Stability.Stable
public interface State {

    /** Returns its name, such as {@code running_mean}. */
    String name();

    /** Returns the present value: the one before this step, or the one that was set by an earlier update in this trace. */
    Tensor value();
}
