package dev.cortado.layers;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Layers one after another.
 *
 * <p>Each has a name, which becomes part of the paths of its parameters. {@link #of} names them by type and number:
 * {@code conv1, relu1, max_pool1, conv2}..., which is the class name in lower case without {@code 2d}. {@link #named} takes
 * your names. In a model file a layer of the list may carry {@code name} beside its own options, so no layer has an option
 * of that name.
 *
 * @param children the layers with their names, first to last
 */
public record Sequential(List<Child> children) implements Layer {

    /**
     * A layer under a name.
     *
     * @param name unique in its sequence, without dots
     * @param layer the layer
     */
    public record Child(String name, Layer layer) {}

    /** Creates a sequence; the list is copied. */
    public Sequential {
        children = List.copyOf(children);
        Set<String> seen = new HashSet<>();
        for (Child child : children) {
            LayerNames.check("Sequential", child.name());
            if (!seen.add(child.name())) {
                throw CortadoException.user(
                        "duplicate-name",
                        "Sequential",
                        "two layers are named '" + child.name() + "'",
                        "give each a name of its own");
            }
        }
    }

    /** Returns a sequence whose layers are named by type and number. */
    public static Sequential of(Layer... layers) {
        return of(List.of(layers));
    }

    /** Returns a sequence whose layers are named by type and number. */
    public static Sequential of(List<? extends Layer> layers) {
        Builder builder = named();
        layers.forEach(builder::add);
        return builder.build();
    }

    /** Returns a builder that takes names. */
    public static Builder named() {
        return new Builder();
    }

    /** Collects layers with their names. */
    public static final class Builder {

        private final List<Child> children = new ArrayList<>();
        private final LayerNames names = new LayerNames();

        private Builder() {}

        /** Adds a layer under a name. */
        public Builder add(String name, Layer layer) {
            children.add(new Child(name, layer));
            // keeps the numbers of unnamed layers independent of whether others carry names
            names.next(layer);
            return this;
        }

        /** Adds a layer that is named by type and number. */
        public Builder add(Layer layer) {
            children.add(new Child(names.next(layer), layer));
            return this;
        }

        /** Returns the sequence. */
        public Sequential build() {
            return new Sequential(children);
        }
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        Tensor x = input;
        for (Child child : children) {
            x = context.call(child.name(), child.layer(), x);
        }
        return x;
    }

    @Override
    public ComponentSpec describe() {
        List<ComponentSpec> specs = new ArrayList<>();
        LayerNames names = new LayerNames();
        for (Child child : children) {
            ComponentSpec spec = child.layer().describe();
            specs.add(child.name().equals(names.next(child.layer())) ? spec : withName(spec, child.name()));
        }
        return ComponentSpec.of("sequential").with("layers", specs);
    }

    private static ComponentSpec withName(ComponentSpec spec, String name) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("name", name);
        options.putAll(spec.options());
        return new ComponentSpec(spec.type(), options);
    }

    private static Sequential from(String where, List<ComponentSpec> specs, ComponentType.Inner<Layer> inner) {
        Builder builder = named();
        for (ComponentSpec spec : specs) {
            Map<String, Object> options = new LinkedHashMap<>(spec.options());
            Object name = options.remove("name");
            Layer layer = inner.create(new ComponentSpec(spec.type(), options));
            if (name == null) {
                builder.add(layer);
            } else if (name instanceof String text) {
                builder.add(text, layer);
            } else {
                throw CortadoException.user(
                        "wrong-option-type", where, "the name of a " + spec.type() + " is " + name, "give text");
            }
        }
        return builder.build();
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        OptionSchema schema = OptionSchema.of(Option.required(
                "layers", OptionType.COMPONENTS, "the layers, first to last; each may carry a name of its own"));
        return new ComponentType<>(
                "sequential",
                "layers one after another",
                schema,
                (options, inner) -> from(options.where(), options.components("layers"), inner));
    }
}
