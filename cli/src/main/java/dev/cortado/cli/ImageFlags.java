package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.training.data.ImageOptions;

/** What photographs are made into: from a flag, or as a model wants them. */
final class ImageFlags {

    private static final String FLAG = "--image-size";

    private ImageFlags() {}

    /** Reads {@code 64}, {@code 48x64} (height x width) or {@code 1x48x64} (channels first). */
    static ImageOptions parse(String text) {
        String[] parts = text.split("x", -1);
        try {
            int[] sizes = new int[parts.length];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = number(parts[i]);
            }
            switch (sizes.length) {
                case 1:
                    return ImageOptions.rgb(sizes[0], sizes[0]);
                case 2:
                    return ImageOptions.rgb(sizes[0], sizes[1]);
                case 3:
                    return options(sizes[0], sizes[1], sizes[2]);
                default:
                    throw new IllegalArgumentException("it has " + parts.length + " numbers");
            }
        } catch (IllegalArgumentException e) {
            throw CortadoException.user(
                    "flag-malformed",
                    FLAG,
                    "'" + text + "' cannot be used: " + e.getMessage(),
                    "write 64, 48x64 (height x width) or 1x48x64 (channels, 1 or 3, first)");
        }
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(text.isEmpty() ? "a number is missing" : "'" + text + "' is no number");
        }
        return Integer.parseInt(text);
    }

    /** Returns what a model with the given input {@code [C, H, W]} needs. */
    static ImageOptions of(Shape input, String model) {
        if (input.rank() != 3 || input.size(0) != 1 && input.size(0) != 3) {
            throw CortadoException.user(
                    "model-takes-no-images",
                    model,
                    "its input is " + input + ", which no image file fits",
                    "use a model whose input is [1 or 3, height, width]");
        }
        return options(input.size(0), input.size(1), input.size(2));
    }

    private static ImageOptions options(int channels, int height, int width) {
        return new ImageOptions(channels, height, width, ImageOptions.Fit.CROP);
    }
}
