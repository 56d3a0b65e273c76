package dev.cortado.training.data;

import dev.cortado.api.Shape;
import dev.cortado.api.random.RandomStream;

/**
 * Mirrors an image left to right with a given probability.
 *
 * @param probability from 0 (never) to 1 (always)
 */
public record RandomFlip(double probability) implements Transform {

    /**
     * Checks the probability.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public RandomFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be from 0 to 1, but is " + probability);
        }
    }

    /** Creates a flip of every second image on average. */
    public RandomFlip() {
        this(0.5);
    }

    @Override
    public void apply(float[] images, int offset, Shape shape, RandomStream random, float[] scratch) {
        if (random.nextDouble() >= probability) {
            return;
        }
        int width = shape.size(2);
        int rows = shape.size(0) * shape.size(1);
        for (int row = 0; row < rows; row++) {
            int left = offset + row * width;
            int right = left + width - 1;
            while (left < right) {
                float swap = images[left];
                images[left++] = images[right];
                images[right--] = swap;
            }
        }
    }
}
