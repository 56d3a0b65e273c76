package dev.cortado.layers.optimizer;

import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.State;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.api.train.OptimizerContext;
import dev.cortado.layers.option.Bounds;

/** What {@link Adam} and {@link AdamW} share: the step along the corrected moments of the gradient. */
record AdamRule(double beta1, double beta2, double epsilon, boolean amsgrad) {

    void check(String owner) {
        Bounds.below(owner, "beta1", beta1, 0, 1);
        Bounds.below(owner, "beta2", beta2, 0, 1);
        Bounds.notNegative(owner, "epsilon", epsilon);
    }

    /** Returns the parameter after the step; weight decay is the caller's. */
    Tensor step(OptimizerContext context, Tensor parameter, Tensor gradient) {
        State first = context.slot("first_moment", Initializer.constant(0));
        State second = context.slot("second_moment", Initializer.constant(0));
        Tensor mean = average(first.value(), gradient, beta1);
        Tensor square = average(second.value(), gradient.multiply(gradient), beta2);
        context.update(first, mean);
        context.update(second, square);
        Tensor spread = amsgrad ? largest(context, square) : square;
        Tensor rate = context.learningRate().divide(correction(context, beta1));
        Tensor deviation =
                spread.sqrt().divide(correction(context, beta2).sqrt()).add(epsilon);
        return parameter.subtract(mean.divide(deviation).multiply(rate));
    }

    private static Tensor average(Tensor before, Tensor now, double beta) {
        return before.multiply(beta).add(now.multiply(1 - beta));
    }

    private static Tensor largest(OptimizerContext context, Tensor square) {
        State slot = context.slot("largest_second_moment", Initializer.constant(0));
        Tensor largest = slot.value().maximum(square);
        context.update(slot, largest);
        return largest;
    }

    /**
     * Returns {@code 1 - beta^step}, a scalar, to full relative precision.
     *
     * <p>In float32 the plain form would lose five digits for beta 0.999 in the first step. With {@code x = step *
     * ln(beta)} it is {@code 1 - e^x = -tanh(x / 2) * (e^x + 1)}, where nothing cancels.
     */
    private static Tensor correction(OptimizerContext context, double beta) {
        Tensor step = context.step();
        if (beta == 0) {
            return step.filled(step.shape(), 1);
        }
        Tensor x = step.multiply(StrictMath.log(beta));
        return x.multiply(0.5).tanh().multiply(x.exp().add(1)).negate();
    }

    static Option beta1Option() {
        return Option.optional("beta1", OptionType.NUMBER, 0.9, "how much of the mean gradient stays, below 1")
                .between(0, Math.nextDown(1.0));
    }

    static Option beta2Option() {
        return Option.optional(
                        "beta2", OptionType.NUMBER, 0.999, "how much of the mean squared gradient stays, below 1")
                .between(0, Math.nextDown(1.0));
    }

    static Option epsilonOption() {
        return Option.optional("epsilon", OptionType.NUMBER, 1e-8, "added to the root of the mean squared gradient")
                .atLeast(0);
    }

    static Option amsgradOption() {
        return Option.optional(
                "amsgrad", OptionType.BOOLEAN, false, "whether to keep the largest mean squared gradient");
    }
}
