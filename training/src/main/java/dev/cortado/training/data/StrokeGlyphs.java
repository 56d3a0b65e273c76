package dev.cortado.training.data;

import java.util.List;

/**
 * The ten digits as pen strokes: our own drawing, one to three ways of writing each.
 *
 * <p>A stroke is a smooth curve through its points; a corner is made by beginning a new stroke where the last one
 * ended. Coordinates are percent of the box of the digit, x to the right and y downwards.
 */
final class StrokeGlyphs {

    /** One way of writing one digit; {@code strokes[s]} holds x and y of its points in turn. */
    record Glyph(float[][] strokes) {}

    private static final List<List<Glyph>> DIGITS = List.of(
            List.of(
                    glyph("50,2 20,14 8,50 20,86 50,98 80,86 92,50 80,14 50,2"),
                    glyph("64,5 32,5 8,44 20,88 54,97 88,72 88,28 60,4 44,7")),
            List.of(
                    glyph("50,2 50,50 50,98"),
                    glyph("32,30 54,2", "54,2 54,50 54,98"),
                    glyph("32,26 52,2", "52,2 52,50 52,98", "24,98 80,98")),
            List.of(
                    glyph("12,25 25,6 52,2 80,14 82,38 58,64 12,96", "12,96 92,96"),
                    glyph("14,22 40,2 78,12 76,42 44,78 18,94 14,80 34,78 60,92 92,94"),
                    glyph("14,14 50,2 84,20 74,50 16,96", "16,96 50,88 90,97")),
            List.of(
                    glyph("14,12 45,2 78,14 74,38 44,47", "44,47 82,58 84,84 50,98 12,88"),
                    glyph("14,4 84,4", "84,4 42,40", "42,40 82,52 86,82 50,98 12,86"),
                    glyph("12,16 48,2 80,20 48,46 36,48 58,48 88,72 54,98 10,84")),
            List.of(
                    glyph("26,4 10,60", "10,60 92,60", "68,24 66,98"),
                    glyph("66,2 8,66", "8,66 94,66", "66,2 66,98"),
                    glyph("18,4 14,38 32,54 64,50 82,34", "82,4 80,50 76,98")),
            List.of(
                    glyph("82,4 24,4", "24,4 20,44", "20,44 52,36 84,52 84,80 50,98 12,86"),
                    glyph("80,6 30,4", "30,4 24,22 20,46 50,38 86,56 78,88 44,98 12,88")),
            List.of(
                    glyph("76,4 38,26 14,66 30,96 66,96 84,72 64,52 34,56 16,72"),
                    glyph("58,2 26,42 14,76 36,98 70,92 80,68 56,54 22,66")),
            List.of(
                    glyph("10,4 88,4", "88,4 56,46 40,98"),
                    glyph("10,4 88,4", "88,4 56,46 42,98", "32,52 78,50"),
                    glyph("12,22 14,6", "14,6 50,10 88,4", "88,4 58,40 50,98")),
            List.of(
                    glyph("50,48 20,32 24,8 50,2 76,8 80,32 50,48 16,64 14,90 50,98 86,90 84,64 50,48"),
                    glyph("78,14 50,2 24,12 26,34 52,48 82,66 78,92 48,98 18,88 20,66 50,48 74,34 78,14")),
            List.of(
                    glyph("80,24 54,4 22,12 16,38 42,54 74,44 82,22", "82,22 80,60 74,98"),
                    glyph("82,18 50,2 18,20 26,48 60,50 82,22 84,54 66,90 26,98")));

    private StrokeGlyphs() {}

    /** Returns the ways of writing a digit. */
    static List<Glyph> of(int digit) {
        return DIGITS.get(digit);
    }

    private static Glyph glyph(String... strokes) {
        float[][] parsed = new float[strokes.length][];
        for (int s = 0; s < strokes.length; s++) {
            String[] numbers = strokes[s].split("[ ,]");
            parsed[s] = new float[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                parsed[s][i] = Integer.parseInt(numbers[i]) / 100f;
            }
        }
        return new Glyph(parsed);
    }
}
