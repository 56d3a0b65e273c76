package dev.cortado.layers.optimizer;

import dev.cortado.api.Tensor;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.OptimizerContext;
import dev.cortado.layers.option.Bounds;

/**
 * Adam: steps along the mean gradient divided by the root of the mean squared gradient (Kingma and Ba 2015,
 * arXiv:1412.6980).
 *
 * <p>Epsilon is added to the root after its bias correction. Weight decay is added to the gradient; see {@link AdamW} for
 * the other way.
 *
 * @param beta1 how much of the mean gradient stays, from 0 to below 1
 * @param beta2 how much of the mean squared gradient stays, from 0 to below 1
 * @param epsilon added to the root of the mean squared gradient
 * @param weightDecay pulls every parameter towards 0, through the gradient
 * @param amsgrad whether the largest mean squared gradient so far is used (Reddi et al. 2018)
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
        implements Optimizer {

    private static final String NAME = "adam";

    /** Creates the optimizer. */
    public Adam {
        new AdamRule(beta1, beta2, epsilon, amsgrad).check(NAME);
        Bounds.notNegative(NAME, "weight_decay", weightDecay);
    }

    /** Returns the optimizer with betas 0.9 and 0.999, epsilon 1e-8 and weight decay 0.0. */
    public static Adam of() {
        return new Adam(0.9, 0.999, 1e-8, 0.0, false);
    }

    /** Returns this optimizer with other shares of the moments that stay. */
    public Adam withBetas(double first, double second) {
        return new Adam(first, second, epsilon, weightDecay, amsgrad);
    }

    /** Returns this optimizer with another number added to the root. */
    public Adam withEpsilon(double value) {
        return new Adam(beta1, beta2, value, weightDecay, amsgrad);
    }

    /** Returns this optimizer with another weight decay. */
    public Adam withWeightDecay(double value) {
        return new Adam(beta1, beta2, epsilon, value, amsgrad);
    }

    /** Returns this optimizer with or without the largest second moment kept. */
    public Adam withAmsgrad(boolean value) {
        return new Adam(beta1, beta2, epsilon, weightDecay, value);
    }

    @Override
    public Tensor update(OptimizerContext context, Tensor parameter, Tensor gradient) {
        AdamRule rule = new AdamRule(beta1, beta2, epsilon, amsgrad);
        Tensor g = weightDecay == 0 ? gradient : gradient.add(parameter.multiply(weightDecay));
        return rule.step(context, parameter, g);
    }

    /** Returns how this optimizer is chosen by name. */
    public static ComponentType<Optimizer> type() {
        OptionSchema schema = OptionSchema.of(
                AdamRule.beta1Option(),
                AdamRule.beta2Option(),
                AdamRule.epsilonOption(),
                Option.optional("weight_decay", OptionType.NUMBER, 0.0, "pulls every parameter towards 0")
                        .atLeast(0),
                AdamRule.amsgradOption());
        return new ComponentType<>(
                NAME,
                "steps along the mean gradient, scaled by its spread",
                schema,
                (options, inner) -> new Adam(
                        options.number("beta1"),
                        options.number("beta2"),
                        options.number("epsilon"),
                        options.number("weight_decay"),
                        options.bool("amsgrad")));
    }
}
