package dev.cortado.api.plugin;

import dev.cortado.api.Stability;

/**
 * A kind of layer, optimizer, loss, schedule or initializer that can be chosen by name.
 *
 * @param <T> what it creates
 * @param name unique among its kind, lower case, such as {@code conv2d}
 * @param summary one line that says what it is
 * @param schema its options
 * @param factory creates one from checked options
 */
@Stability.Stable
public record ComponentType<T>(String name, String summary, OptionSchema schema, Factory<T> factory) {

    /**
     * Creates components from checked options.
     *
     * @param <T> what it creates
     */
    @FunctionalInterface
    public interface Factory<T> {

        /**
         * Creates a component.
         *
         * @param options checked values
         * @param inner creates the inner components that options name
         */
        T create(Options options, Inner<T> inner);
    }

    /**
     * Creates inner components of the same kind, such as the layers of a sequence.
     *
     * @param <T> what it creates
     */
    @FunctionalInterface
    public interface Inner<T> {

        /** Creates a component from its spec. */
        T create(ComponentSpec spec);
    }
}
