package dev.cortado.api.layer;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;

/** What a layer may ask for while it is traced. Implemented by Cortado alone; new methods may appear. */
@Stability.Stable
public interface LayerContext {

    /** Tells whether the network is traced for training; if not, for inference. */
    boolean training();

    /** Returns the floating type of the session, which parameters and state have. */
    DType floatType();

    /** Returns the path of the layer, such as {@code features.conv1}; empty for the outermost. */
    String path();

    /**
     * Declares a trainable parameter and returns its value.
     *
     * @param name unique within the layer, such as {@code weight}
     * @param shape its shape
     * @param initializer what it starts with
     */
    Tensor parameter(String name, Shape shape, Initializer initializer);

    /** Declares state that no optimizer changes, such as a running mean. */
    State state(String name, Shape shape, Initializer initializer);

    /**
     * Says which value a state has after this step.
     *
     * <p>This holds for inference as well, so ask {@link #training} first where only training shall change it.
     */
    void update(State state, Tensor next);

    /**
     * Returns uniform random int32 words, new ones in every step, equal on every backend.
     *
     * <p>They depend on the session's seed, the step, the layer path and on how many draws this layer made before.
     */
    Tensor randomBits(Shape shape);

    /**
     * Applies an inner layer under a name.
     *
     * @param name unique within the calling layer; becomes part of the path
     * @param child the inner layer
     * @param input its input
     */
    Tensor call(String name, Layer child, Tensor input);

    /** Returns an error about this layer, to be thrown; it names the layer's path and type. */
    CortadoException problem(String what, String fix);
}
