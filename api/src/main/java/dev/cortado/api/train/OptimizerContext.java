package dev.cortado.api.train;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.State;

/**
 * What an optimizer may ask for while the update of one parameter is traced. Implemented by Cortado alone; new methods may
 * appear.
 */
@Stability.Stable
public interface OptimizerContext {

    /** Returns the path of the parameter, such as {@code conv1.weight}. */
    String parameterPath();

    /** Returns the learning rate of this step, a scalar of the session's floating type. */
    Tensor learningRate();

    /** Returns the number of this step, a scalar of the session's floating type; 1 in the first. */
    Tensor step();

    /** Declares state that belongs to this parameter and has its shape, such as a momentum. */
    State slot(String name, Initializer initializer);

    /** Says which value a slot has after this step. */
    void update(State slot, Tensor next);
}
