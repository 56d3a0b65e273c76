package dev.cortado.api.layer;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;

/** State that was declared while tracing. */
@Stability.Stable
public interface State {

    /** Returns its name, such as {@code running_mean}. */
    String name();

    /** Returns the value before this step. */
    Tensor value();
}
