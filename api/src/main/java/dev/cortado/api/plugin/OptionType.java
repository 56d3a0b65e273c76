package dev.cortado.api.plugin;

import dev.cortado.api.Stability;

/** The types that an option can have. */
@Stability.Stable
public enum OptionType {
    /** A whole number, {@link Long}. */
    INTEGER("a whole number below 2^31"),
    /** A number, {@link Double}; whole numbers are accepted. */
    NUMBER("a number"),
    /** True or false. */
    BOOLEAN("true or false"),
    /** Text, one of {@link Option#choices} if there are any. */
    TEXT("text"),
    /** One whole number, or a list with one per spatial axis; held as a list. */
    INTEGERS("a whole number or a list of them"),
    /** {@code valid}, {@code same}, one whole number, or a list [height, width] or [top, bottom, left, right]. */
    PADDING("valid, same, a whole number, [height, width] or [top, bottom, left, right]"),
    /** An inner component, {@link ComponentSpec}. */
    COMPONENT("a layer"),
    /** Inner components, a list of {@link ComponentSpec}. */
    COMPONENTS("a list of layers");

    private final String words;

    OptionType(String words) {
        this.words = words;
    }

    /** Returns what is expected, in words. */
    public String words() {
        return words;
    }
}
