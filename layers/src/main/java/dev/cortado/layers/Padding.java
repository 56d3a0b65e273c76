package dev.cortado.layers;

import dev.cortado.api.CortadoException;
import dev.cortado.api.plugin.Options;
import dev.cortado.layers.option.Bounds;
import java.util.List;

/**
 * What is put around an image before a window slides over it.
 *
 * <p>{@code same} keeps the size at stride 1: a total of {@code dilation * (kernel - 1)}, of which an odd one puts the extra
 * element at the end, as PyTorch does. With a larger stride it gives {@code ceil(size / stride)} places, as TensorFlow
 * does: a total of {@code max((places - 1) * stride + extent - size, 0)}, again with the extra element at the end. So there
 * it depends on the size of the input; PyTorch's usual {@code padding=1} for a kernel of 3 with stride 2 is
 * {@code Padding.of(1)}.
 *
 * @param same whether amounts follow from the input; then the four numbers are 0
 * @param top rows above
 * @param bottom rows below
 * @param left columns before
 * @param right columns after
 */
public record Padding(boolean same, int top, int bottom, int left, int right) {

    /** Creates a padding; no amount may be negative. */
    public Padding {
        int least = Math.min(Math.min(top, bottom), Math.min(left, right));
        Bounds.atLeast("Padding", "padding", least, 0);
    }

    /** Returns no padding: the window stays within the image. */
    public static Padding valid() {
        return of(0);
    }

    /** Returns the padding that keeps the size at stride 1. */
    public static Padding keepSize() {
        return new Padding(true, 0, 0, 0, 0);
    }

    /** Returns one amount on all four sides. */
    public static Padding of(int all) {
        return of(all, all);
    }

    /** Returns one amount above and below, another left and right. */
    public static Padding of(int height, int width) {
        return of(height, height, width, width);
    }

    /** Returns an amount for each side. */
    public static Padding of(int top, int bottom, int left, int right) {
        return new Padding(false, top, bottom, left, right);
    }

    /** Returns how much to put before the first row (axis 0) or column (axis 1). */
    public int low(int axis, int size, int extent, int stride) {
        if (same) {
            return total(size, extent, stride) / 2;
        }
        return axis == 0 ? top : left;
    }

    /** Returns how much to put after the last row (axis 0) or column (axis 1). */
    public int high(int axis, int size, int extent, int stride) {
        if (same) {
            return total(size, extent, stride) - total(size, extent, stride) / 2;
        }
        return axis == 0 ? bottom : right;
    }

    private static int total(int size, int extent, int stride) {
        int places = (size + stride - 1) / stride;
        return Math.max((places - 1) * stride + extent - size, 0);
    }

    /** Reads an option of the type {@link dev.cortado.api.plugin.OptionType#PADDING}. */
    static Padding from(Options options, String name) {
        if (options.get(name) instanceof String text) {
            return text.equals("same") ? keepSize() : valid();
        }
        List<Integer> amounts = options.integers(name);
        return switch (amounts.size()) {
            case 1 -> of(amounts.get(0));
            case 2 -> of(amounts.get(0), amounts.get(1));
            case 4 -> of(amounts.get(0), amounts.get(1), amounts.get(2), amounts.get(3));
            default ->
                throw CortadoException.user(
                        "wrong-option-type",
                        options.where(),
                        "option '" + name + "' is " + amounts,
                        "give valid, same, one whole number, [height, width] or [top, bottom, left, right]");
        };
    }

    /** Returns the value from which {@link #from} reads an equal padding. */
    Object toOption() {
        if (same) {
            return "same";
        }
        if (equals(valid())) {
            return "valid";
        }
        if (equals(of(top))) {
            return (long) top;
        }
        return equals(of(top, left))
                ? List.of((long) top, (long) left)
                : List.of((long) top, (long) bottom, (long) left, (long) right);
    }
}
