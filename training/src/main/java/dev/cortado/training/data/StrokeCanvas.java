package dev.cortado.training.data;

import java.util.Arrays;

/** Draws thick line segments with soft edges into a small square picture of coverages from 0 to 1. */
final class StrokeCanvas {

    private final int size;
    private final float[] coverage;

    StrokeCanvas(int size) {
        this.size = size;
        this.coverage = new float[size * size];
    }

    /** Wipes the picture. */
    void clear() {
        Arrays.fill(coverage, 0f);
    }

    /** Returns the live coverages, row by row. */
    float[] coverage() {
        return coverage;
    }

    /**
     * Draws a segment between two points with round ends; where strokes cross, the stronger coverage stays.
     *
     * @param radius half of the thickness in pixels
     * @param softness width in pixels of the edge in which coverage falls from full to none
     * @param ink coverage inside
     */
    void segment(float x0, float y0, float x1, float y1, float radius, float softness, float ink) {
        float reach = radius + softness / 2;
        int left = Math.max(0, (int) Math.ceil(Math.min(x0, x1) - reach));
        int right = Math.min(size - 1, (int) Math.floor(Math.max(x0, x1) + reach));
        int top = Math.max(0, (int) Math.ceil(Math.min(y0, y1) - reach));
        int bottom = Math.min(size - 1, (int) Math.floor(Math.max(y0, y1) + reach));
        float dx = x1 - x0;
        float dy = y1 - y0;
        float lengthSquared = dx * dx + dy * dy;
        float perLength = lengthSquared == 0 ? 0 : 1 / lengthSquared;
        float perSoftness = 1 / softness;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                float along = ((x - x0) * dx + (y - y0) * dy) * perLength;
                float clamped = Math.max(0f, Math.min(1f, along));
                float ex = x - (x0 + clamped * dx);
                float ey = y - (y0 + clamped * dy);
                float distanceSquared = ex * ex + ey * ey;
                if (distanceSquared < reach * reach) {
                    float edge = (reach - (float) Math.sqrt(distanceSquared)) * perSoftness;
                    float value = ink * Math.min(1f, edge);
                    int at = y * size + x;
                    coverage[at] = Math.max(coverage[at], value);
                }
            }
        }
    }
}
