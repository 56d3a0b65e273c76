package dev.cortado.layers.loss;

import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.train.Loss;

/** The mean of the squared differences between prediction and target, over all elements. */
public record MeanSquaredError() implements Loss {

    /** Returns the loss. */
    public static MeanSquaredError of() {
        return new MeanSquaredError();
    }

    @Override
    public TensorSpec target(TensorSpec prediction) {
        return prediction;
    }

    @Override
    public Tensor loss(Tensor prediction, Tensor target) {
        Tensor squares = prediction.subtract(target).reduce(Reduce.Kind.SUM_SQUARES, false);
        return squares.divide((double) prediction.shape().elements());
    }

    /** Returns how this loss is chosen by name. */
    public static ComponentType<Loss> type() {
        return new ComponentType<>(
                "mean_squared_error",
                "for numbers: the mean of squared differences",
                OptionSchema.of(),
                (options, inner) -> new MeanSquaredError());
    }
}
