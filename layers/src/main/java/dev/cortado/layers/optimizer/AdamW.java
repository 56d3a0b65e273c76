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
 * AdamW: {@link Adam} with weight decay beside the gradient, {@code p *= 1 - rate * weightDecay} before the step
 * (Loshchilov and Hutter 2019, arXiv:1711.05101).
 *
 * @param beta1 how much of the mean gradient stays, from 0 to below 1
 * @param beta2 how much of the mean squared gradient stays, from 0 to below 1
 * @param epsilon added to the root of the mean squared gradient
 * @param weightDecay pulls every parameter towards 0, directly
 * @param amsgrad whether the largest mean squared gradient so far is used (Reddi et al. 2018)
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
        implements Optimizer {

    private static final String NAME = "adamw";

    /** Creates the optimizer. */
    public AdamW {
        new AdamRule(beta1, beta2, epsilon, amsgrad).check(NAME);
        Bounds.notNegative(NAME, "weight_decay", weightDecay);
    }

    /** Returns the optimizer with betas 0.9 and 0.999, epsilon 1e-8 and weight decay 0.01. */
    public static AdamW of() {
        return new AdamW(0.9, 0.999, 1e-8, 0.01, false);
    }

    /** Returns this optimizer with other shares of the moments that stay. */
    public AdamW withBetas(double first, double second) {
        return new AdamW(first, second, epsilon, weightDecay, amsgrad);
    }

    /** Returns this optimizer with another number added to the root. */
    public AdamW withEpsilon(double value) {
        return new AdamW(beta1, beta2, value, weightDecay, amsgrad);
    }

    /** Returns this optimizer with another weight decay. */
    public AdamW withWeightDecay(double value) {
        return new AdamW(beta1, beta2, epsilon, value, amsgrad);
    }

    /** Returns this optimizer with or without the largest second moment kept. */
    public AdamW withAmsgrad(boolean value) {
        return new AdamW(beta1, beta2, epsilon, weightDecay, value);
    }

    @Override
    public Tensor update(OptimizerContext context, Tensor parameter, Tensor gradient) {
        AdamRule rule = new AdamRule(beta1, beta2, epsilon, amsgrad);
        if (weightDecay == 0) {
            return rule.step(context, parameter, gradient);
        }
        Tensor factor = context.learningRate().multiply(-weightDecay).add(1);
        return rule.step(context, parameter.multiply(factor), gradient);
    }

    /** Returns how this optimizer is chosen by name. */
    public static ComponentType<Optimizer> type() {
        OptionSchema schema = OptionSchema.of(
                AdamRule.beta1Option(),
                AdamRule.beta2Option(),
                AdamRule.epsilonOption(),
                Option.optional("weight_decay", OptionType.NUMBER, 0.01, "pulls every parameter towards 0")
                        .atLeast(0),
                AdamRule.amsgradOption());
        return new ComponentType<>(
                NAME,
                "Adam with weight decay beside the gradient",
                schema,
                (options, inner) -> new AdamW(
                        options.number("beta1"),
                        options.number("beta2"),
                        options.number("epsilon"),
                        options.number("weight_decay"),
                        options.bool("amsgrad")));
    }
}
