package dev.cortado.layers;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import java.util.List;
import java.util.Optional;

/**
 * Adds what a body makes of the input to the input itself, or to what a shortcut makes of it (He et al. 2016,
 * arXiv:1512.03385).
 *
 * <p>Inner layers are called {@code body}, {@code shortcut} and {@code activation}.
 *
 * @param body the layers on the long way
 * @param shortcut the layers on the short way; the input itself if there are none
 * @param activation what is applied to the sum, if anything
 */
public record Residual(Layer body, Optional<Layer> shortcut, Optional<Layer> activation) implements Layer {

    /** Returns a block that adds its input to its body's result. */
    public static Residual of(Layer body) {
        return new Residual(body, Optional.empty(), Optional.empty());
    }

    /** Returns this block with layers on the short way. */
    public Residual withShortcut(Layer layer) {
        return new Residual(body, Optional.of(layer), activation);
    }

    /** Returns this block with a function that is applied to the sum. */
    public Residual withActivation(Layer layer) {
        return new Residual(body, shortcut, Optional.of(layer));
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        Tensor main = context.call("body", body, input);
        Tensor side = shortcut.isPresent() ? context.call("shortcut", shortcut.get(), input) : input;
        if (!main.shape().equals(side.shape())) {
            throw mismatch(input, main, side);
        }
        Tensor sum = main.add(side);
        return activation.isPresent() ? context.call("activation", activation.get(), sum) : sum;
    }

    private ShapeException mismatch(Tensor input, Tensor main, Tensor side) {
        String other = shortcut.isPresent() ? "its shortcut " + side.shape() : "its input is " + side.shape();
        return new ShapeException(
                "the body gives " + main.shape() + ", but " + other + ", so they cannot be added",
                fix(input.shape(), main.shape()),
                List.of(main.spec()));
    }

    private String fix(Shape input, Shape output) {
        if (input.rank() != 4 || output.rank() != 4) {
            return "let body and shortcut give one shape";
        }
        int stride = Math.floorDiv(input.size(2) + output.size(2) - 1, Math.max(1, output.size(2)));
        boolean reachable = stride >= 1
                && (input.size(2) + stride - 1) / stride == output.size(2)
                && (input.size(3) + stride - 1) / stride == output.size(3);
        if (!reachable) {
            return "pad the convolutions of the body, so that it keeps the size or halves it";
        }
        return "use as shortcut a convolution with a 1x1 kernel, stride " + stride + " and " + output.size(1)
                + " filters";
    }

    @Override
    public ComponentSpec describe() {
        ComponentSpec spec = ComponentSpec.of("residual").with("body", body.describe());
        if (shortcut.isPresent()) {
            spec = spec.with("shortcut", shortcut.get().describe());
        }
        return activation.isPresent() ? spec.with("activation", activation.get().describe()) : spec;
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        OptionSchema schema = OptionSchema.of(
                Option.required("body", OptionType.COMPONENT, "the layer on the long way"),
                Option.optional(
                        "shortcut", OptionType.COMPONENT, null, "the layer on the short way; none unless given"),
                Option.optional("activation", OptionType.COMPONENT, null, "applied to the sum; none unless given"));
        return new ComponentType<>(
                "residual",
                "adds the input to what a body makes of it",
                schema,
                (options, inner) -> new Residual(
                        inner.create(options.component("body")),
                        optional(options.has("shortcut") ? options.component("shortcut") : null, inner),
                        optional(options.has("activation") ? options.component("activation") : null, inner)));
    }

    private static Optional<Layer> optional(ComponentSpec spec, ComponentType.Inner<Layer> inner) {
        return Optional.ofNullable(spec).map(inner::create);
    }
}
