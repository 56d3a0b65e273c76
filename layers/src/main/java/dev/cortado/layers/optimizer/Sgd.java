package dev.cortado.layers.optimizer;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.State;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.OptimizerContext;
import dev.cortado.layers.option.Bounds;

/**
 * Stochastic gradient descent with momentum, in PyTorch's form: the learning rate is not inside the buffer.
 *
 * <p>{@code g} is the gradient plus {@code weightDecay * p}. Then {@code buffer = momentum * buffer + (1 - dampening) * g},
 * in the first step {@code buffer = g}, and {@code p -= rate * buffer}; with Nesterov {@code p -= rate * (g + momentum *
 * buffer)}. Without momentum there is no buffer and {@code p -= rate * g}.
 *
 * @param momentum how much of the buffer stays, from 0 to below 1
 * @param dampening how much of the gradient does not enter the buffer, from 0 to 1
 * @param nesterov whether the gradient is added once more; needs momentum and no dampening
 * @param weightDecay pulls every parameter towards 0
 */
public record Sgd(double momentum, double dampening, boolean nesterov, double weightDecay) implements Optimizer {

    private static final String NAME = "sgd";

    /** Creates the optimizer. */
    public Sgd {
        Bounds.below(NAME, "momentum", momentum, 0, 1);
        Bounds.between(NAME, "dampening", dampening, 0, 1);
        Bounds.notNegative(NAME, "weight_decay", weightDecay);
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw CortadoException.user(
                    "option-conflict",
                    NAME,
                    "nesterov with momentum " + momentum + " and dampening " + dampening + " is not defined",
                    "use a momentum above 0, such as 0.9, and dampening 0");
        }
    }

    /** Returns plain gradient descent, without momentum or weight decay. */
    public static Sgd of() {
        return new Sgd(0, 0, false, 0);
    }

    /** Returns this optimizer with another momentum. */
    public Sgd withMomentum(double value) {
        return new Sgd(value, dampening, nesterov, weightDecay);
    }

    /** Returns this optimizer with another dampening. */
    public Sgd withDampening(double value) {
        return new Sgd(momentum, value, nesterov, weightDecay);
    }

    /** Returns this optimizer with or without Nesterov's look ahead. */
    public Sgd withNesterov(boolean value) {
        return new Sgd(momentum, dampening, value, weightDecay);
    }

    /** Returns this optimizer with another weight decay. */
    public Sgd withWeightDecay(double value) {
        return new Sgd(momentum, dampening, nesterov, value);
    }

    @Override
    public Tensor update(OptimizerContext context, Tensor parameter, Tensor gradient) {
        Tensor g = weightDecay == 0 ? gradient : gradient.add(parameter.multiply(weightDecay));
        Tensor direction = momentum == 0 ? g : accelerated(context, g);
        return parameter.subtract(direction.multiply(context.learningRate()));
    }

    private Tensor accelerated(OptimizerContext context, Tensor g) {
        State slot = context.slot("momentum", Initializer.constant(0));
        Tensor buffer = slot.value().multiply(momentum).add(dampening == 0 ? g : dampened(context, g));
        context.update(slot, buffer);
        return nesterov ? g.add(buffer.multiply(momentum)) : buffer;
    }

    private Tensor dampened(OptimizerContext context, Tensor g) {
        Tensor step = context.step();
        Tensor share =
                step.less(1.5).select(step.filled(Shape.scalar(), 1), step.filled(Shape.scalar(), 1 - dampening));
        return g.multiply(share);
    }

    /** Returns how this optimizer is chosen by name. */
    public static ComponentType<Optimizer> type() {
        OptionSchema schema = OptionSchema.of(
                Option.optional("momentum", OptionType.NUMBER, 0.0, "how much of the last direction stays, below 1")
                        .between(0, Math.nextDown(1.0)),
                Option.optional(
                                "dampening",
                                OptionType.NUMBER,
                                0.0,
                                "how much of the gradient stays out of the momentum")
                        .between(0, 1),
                Option.optional("nesterov", OptionType.BOOLEAN, false, "whether to look ahead along the momentum"),
                Option.optional("weight_decay", OptionType.NUMBER, 0.0, "pulls every parameter towards 0")
                        .atLeast(0));
        return new ComponentType<>(
                NAME,
                "stochastic gradient descent with momentum",
                schema,
                (options, inner) -> new Sgd(
                        options.number("momentum"),
                        options.number("dampening"),
                        options.bool("nesterov"),
                        options.number("weight_decay")));
    }
}
