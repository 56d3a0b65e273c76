package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;

/** What a gradient rule may look at. Implemented by Cortado alone; new methods may appear. */
@Stability.Stable
public interface Backward {

    /** Returns the number of operands of the forward operation. */
    int inputCount();

    /** Returns operand {@code index} of the forward operation. */
    Tensor input(int index);

    /** Returns result {@code index} of the forward operation. */
    Tensor output(int index);

    /** Returns the gradient of the loss with respect to result {@code index}; zeros if nothing arrived there. */
    Tensor outputGradient(int index);

    /** Tells whether a gradient arrived at result {@code index}; if not, it is zero. */
    boolean hasOutputGradient(int index);

    /** Tells whether anybody wants the gradient with respect to operand {@code index}. */
    boolean needs(int index);
}
