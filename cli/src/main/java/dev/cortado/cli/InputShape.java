package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;

/** The shape of one image, as a flag states it. */
final class InputShape {

    private static final String FLAG = "--input";

    /** What a model is shown where neither a flag nor its file says. */
    static final Shape USUAL = Shape.of(1, 28, 28);

    private InputShape() {}

    /** Reads {@code 3x32x32}. */
    static Shape parse(String text) {
        String[] parts = text.split("x", -1);
        int[] sizes = new int[parts.length];
        try {
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Integer.parseInt(parts[i]);
                if (sizes[i] < 1) {
                    throw new NumberFormatException("not positive");
                }
            }
            return Shape.of(sizes);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw CortadoException.user(
                    "flag-malformed",
                    FLAG,
                    "'" + text + "' is not the shape of an image",
                    "write CxHxW, such as 3x32x32");
        }
    }

    /** Returns the shape that a flag states, else the one that a model asks for, else the usual one. */
    static Shape of(String flag, Shape asked) {
        return flag != null ? parse(flag) : asked != null ? asked : USUAL;
    }
}
