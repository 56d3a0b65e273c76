package dev.cortado.training.data;

import dev.cortado.api.random.RandomStream;

/**
 * Draws one random handwritten digit at a time: a glyph, bent, slanted, turned and moved, in a random pen, with noise.
 *
 * <p>Only exact arithmetic, {@code Math.sqrt} (which is exact) and StrictMath are used, so every JVM draws the same
 * bytes. One artist belongs to one thread.
 */
final class StrokeArtist {

    private static final int STEPS_PER_SPAN = 5;
    private static final int GRID = 4;

    private final int size;
    private final StrokeCanvas canvas;
    private final float[] bendX = new float[GRID * GRID];
    private final float[] bendY = new float[GRID * GRID];
    private final float[] knots = new float[64];
    private final float[] position = new float[2];
    private RandomStream random;

    // The map from the unit box of the glyph to pixels.
    private float xx;
    private float xy;
    private float yx;
    private float yy;
    private float centreX;
    private float centreY;

    StrokeArtist(int size) {
        this.size = size;
        this.canvas = new StrokeCanvas(size);
    }

    /** Draws a digit with the given random numbers into {@code size * size} bytes from {@code offset} on. */
    void draw(int digit, RandomStream stream, byte[] target, int offset) {
        random = stream;
        canvas.clear();
        var variants = StrokeGlyphs.of(digit);
        placeGlyph();
        bendPaper();
        float radius = between(0.55f, 1.6f);
        float softness = between(0.8f, 1.6f);
        float ink = between(0.75f, 1f);
        float wobble = between(0.01f, 0.045f);
        for (float[] stroke : variants.get(random.nextInt(variants.size())).strokes()) {
            float pressure = between(0.85f, 1.15f);
            for (int i = 0; i < stroke.length; i++) {
                knots[i] = stroke[i] + wobble * spread();
            }
            curve(stroke.length / 2, radius * pressure, softness, ink);
        }
        if (random.nextFloat() < 0.3f) {
            distract(ink);
        }
        develop(target, offset);
    }

    private void placeGlyph() {
        float height = between(15f, 22f);
        float width = height * between(0.5f, 0.95f);
        float slant = 0.3f * spread();
        double angle = 0.3 * spread();
        float sine = (float) StrictMath.sin(angle);
        float cosine = (float) StrictMath.cos(angle);
        // Scale, then slant, then turn.
        xx = cosine * width;
        yx = sine * width;
        xy = -cosine * slant * height - sine * height;
        yy = -sine * slant * height + cosine * height;
        float middle = (size - 1) / 2f;
        centreX = middle + 3.3f * spread();
        centreY = middle + 3.3f * spread();
    }

    /** Chooses a smooth displacement in pixels, given at the points of a coarse grid over the unit box. */
    private void bendPaper() {
        float amplitude = between(0.3f, 1.8f);
        for (int i = 0; i < bendX.length; i++) {
            bendX[i] = amplitude * spread();
            bendY[i] = amplitude * spread();
        }
    }

    /** Draws the Catmull-Rom spline through the first knots. */
    private void curve(int points, float radius, float softness, float ink) {
        toPixels(knots[0], knots[1]);
        float lastX = position[0];
        float lastY = position[1];
        for (int span = 0; span + 1 < points; span++) {
            int before = 2 * Math.max(0, span - 1);
            int from = 2 * span;
            int to = 2 * (span + 1);
            int after = 2 * Math.min(points - 1, span + 2);
            for (int step = 1; step <= STEPS_PER_SPAN; step++) {
                float t = step / (float) STEPS_PER_SPAN;
                toPixels(
                        catmullRom(knots[before], knots[from], knots[to], knots[after], t),
                        catmullRom(knots[before + 1], knots[from + 1], knots[to + 1], knots[after + 1], t));
                canvas.segment(lastX, lastY, position[0], position[1], radius, softness, ink);
                lastX = position[0];
                lastY = position[1];
            }
        }
    }

    private static float catmullRom(float p0, float p1, float p2, float p3, float t) {
        float linear = p2 - p0;
        float square = 2 * p0 - 5 * p1 + 4 * p2 - p3;
        float cube = 3 * (p1 - p2) + p3 - p0;
        return p1 + 0.5f * t * (linear + t * (square + t * cube));
    }

    private void toPixels(float x, float y) {
        float u = x - 0.5f;
        float v = y - 0.5f;
        float gridX = Math.max(0f, Math.min(GRID - 1.001f, x * (GRID - 1)));
        float gridY = Math.max(0f, Math.min(GRID - 1.001f, y * (GRID - 1)));
        int column = (int) gridX;
        int row = (int) gridY;
        float fx = smooth(gridX - column);
        float fy = smooth(gridY - row);
        int at = row * GRID + column;
        position[0] = centreX + xx * u + xy * v + mix(bendX, at, fx, fy);
        position[1] = centreY + yx * u + yy * v + mix(bendY, at, fx, fy);
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    private static float mix(float[] grid, int at, float fx, float fy) {
        float upper = grid[at] + fx * (grid[at + 1] - grid[at]);
        float lower = grid[at + GRID] + fx * (grid[at + GRID + 1] - grid[at + GRID]);
        return upper + fy * (lower - upper);
    }

    /** Adds a short stray stroke or a blot somewhere on the paper. */
    private void distract(float ink) {
        float x = random.nextFloat() * size;
        float y = random.nextFloat() * size;
        float strength = ink * between(0.4f, 0.9f);
        if (random.nextFloat() < 0.5f) {
            float dx = 4f * spread();
            float dy = 4f * spread();
            canvas.segment(x - dx, y - dy, x + dx, y + dy, 0.5f, 1.2f, strength);
        } else {
            canvas.segment(x, y, x, y, between(0.6f, 1.6f), 1.5f, strength);
        }
    }

    /** Adds grain, nearly normal as the sum of the four bytes of one word, and rounds to bytes. */
    private void develop(byte[] target, int offset) {
        float grain = between(0f, 0.08f) / 148f;
        float paper = between(0f, 0.06f);
        float[] coverage = canvas.coverage();
        for (int i = 0; i < coverage.length; i++) {
            int word = random.nextInt();
            int sum = (word & 0xFF) + (word >>> 8 & 0xFF) + (word >>> 16 & 0xFF) + (word >>> 24) - 510;
            float value = paper + (1 - paper) * coverage[i] + grain * sum;
            target[offset + i] = (byte) (int) (255f * Math.max(0f, Math.min(1f, value)) + 0.5f);
        }
    }

    private float between(float low, float high) {
        return low + (high - low) * random.nextFloat();
    }

    /** Returns a number from -1 to 1, those near 0 more often. */
    private float spread() {
        return random.nextFloat() + random.nextFloat() - 1f;
    }
}
