package dev.cortado.cli;

import dev.cortado.api.Shape;
import java.util.ArrayList;
import java.util.List;

/** Draws an image in characters, two per pixel because they are narrow. */
final class AsciiArt {

    private static final String SHADES = " .:-=+*#%@";

    private AsciiArt() {}

    /** Returns the lines of an image {@code [C, H, W]}; one that is too wide is shown in every second pixel, or fewer. */
    static List<String> draw(float[] pixels, Shape shape, int columns) {
        int height = shape.size(1);
        int width = shape.size(2);
        int step = Math.max(1, (2 * width + columns - 1) / columns);
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < height; y += step) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < width; x += step) {
                float sum = 0;
                for (int channel = 0; channel < shape.size(0); channel++) {
                    sum += pixels[(channel * height + y) * width + x];
                }
                float gray = Math.max(0, Math.min(1, sum / shape.size(0)));
                char shade = SHADES.charAt(Math.min(SHADES.length() - 1, (int) (gray * SHADES.length())));
                line.append(shade).append(shade);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
