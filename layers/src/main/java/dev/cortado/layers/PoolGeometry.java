package dev.cortado.layers;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.op.Window;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.api.plugin.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a pooling window slides, and what that means for an image of a certain size.
 *
 * <p>With {@code ceilMode} the number of places is rounded up, so that the last window may hang over the end; one that
 * would begin in the padding after the end is dropped (PyTorch).
 */
record PoolGeometry(HeightWidth window, HeightWidth stride, Padding padding, HeightWidth dilation, boolean ceilMode) {

    /** Checks that every window sees at least one element of the image. */
    void check(String owner) {
        window.checkPositive(owner, "window");
        stride.checkPositive(owner, "stride");
        dilation.checkPositive(owner, "dilation");
        for (int axis = 0; axis < 2 && !padding.same(); axis++) {
            int amount = Math.max(padding.low(axis, 0, 0, 1), padding.high(axis, 0, 0, 1));
            if (amount >= extent(axis)) {
                throw CortadoException.user(
                        "option-out-of-range",
                        owner,
                        "padding " + amount + " with a window of " + extent(axis)
                                + " leaves windows that see nothing but padding",
                        "use a padding of at most " + (extent(axis) - 1));
            }
        }
    }

    private int extent(int axis) {
        return dilation.get(axis) * (window.get(axis) - 1) + 1;
    }

    int low(int axis, Shape image) {
        return padding.low(axis, image.size(axis + 2), extent(axis), stride.get(axis));
    }

    int high(int axis, Shape image) {
        return padding.high(axis, image.size(axis + 2), extent(axis), stride.get(axis));
    }

    /** Returns the window of the operation over an image of a shape. */
    Window over(Shape image) {
        int[] low = new int[2];
        int[] high = new int[2];
        for (int axis = 0; axis < 2; axis++) {
            low[axis] = low(axis, image);
            high[axis] = high(axis, image);
            if (ceilMode) {
                high[axis] = overhang(image.size(axis + 2), axis, low[axis], high[axis]);
            }
        }
        return Window.of(window.toArray(), stride.toArray())
                .withPadding(low, high)
                .withDilation(dilation.toArray());
    }

    /** Returns the padding at the end with which rounding down gives as many places as rounding up without it. */
    private int overhang(int size, int axis, int low, int high) {
        int step = stride.get(axis);
        int steps = -Math.floorDiv(extent(axis) - size - low - high, step);
        if (steps * step >= size + low) {
            steps--;
        }
        // a window that does not fit even so is reported by the operation, with the padding that the user gave
        return steps < 0 ? high : Math.max(0, steps * step + extent(axis) - size - low);
    }

    ComponentSpec describe(String type, boolean withDilation) {
        ComponentSpec spec = ComponentSpec.of(type)
                .with("window", window.toOption())
                .with("stride", stride.toOption())
                .with("padding", padding.toOption());
        return (withDilation ? spec.with("dilation", dilation.toOption()) : spec).with("ceil_mode", ceilMode);
    }

    /** Returns the options of a pooling layer; {@code more} come after them. */
    static OptionSchema schema(boolean withDilation, String padded, Option... more) {
        List<Option> options = new ArrayList<>();
        options.add(Option.required("window", OptionType.INTEGERS, "rows and columns that are combined")
                .between(1, Integer.MAX_VALUE));
        options.add(Option.optional(
                        "stride", OptionType.INTEGERS, null, "distance between two places; the window unless given")
                .between(1, Integer.MAX_VALUE));
        options.add(
                Option.optional("padding", OptionType.PADDING, "valid", padded).between(0, Integer.MAX_VALUE));
        if (withDilation) {
            options.add(Option.optional("dilation", OptionType.INTEGERS, 1, "distance between two rows of the window")
                    .between(1, Integer.MAX_VALUE));
        }
        options.add(Option.optional(
                "ceil_mode", OptionType.BOOLEAN, false, "whether the last window may hang over the end"));
        options.addAll(Arrays.asList(more));
        return new OptionSchema(options);
    }

    static PoolGeometry from(Options options) {
        HeightWidth window = HeightWidth.from(options, "window");
        return new PoolGeometry(
                window,
                options.has("stride") ? HeightWidth.from(options, "stride") : window,
                Padding.from(options, "padding"),
                options.has("dilation") ? HeightWidth.from(options, "dilation") : HeightWidth.of(1),
                options.bool("ceil_mode"));
    }
}
