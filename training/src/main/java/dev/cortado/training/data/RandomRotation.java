package dev.cortado.training.data;

import dev.cortado.api.Shape;
import dev.cortado.api.random.RandomStream;

/**
 * Turns an image about its centre by a random angle, with bilinear interpolation; zeros fill what becomes free.
 *
 * <p>The angle comes through {@link StrictMath}, so every machine gives the same bits.
 *
 * @param degrees the largest angle in either direction, from 0 to 180
 */
public record RandomRotation(double degrees) implements Transform {

    /**
     * Checks the angle.
     *
     * @throws IllegalArgumentException if it is not from 0 to 180
     */
    public RandomRotation {
        if (!(degrees >= 0 && degrees <= 180)) {
            throw new IllegalArgumentException("degrees must be from 0 to 180, but is " + degrees);
        }
    }

    @Override
    public void apply(float[] images, int offset, Shape shape, RandomStream random, float[] scratch) {
        double angle = (2 * random.nextDouble() - 1) * degrees * (Math.PI / 180);
        if (angle == 0) {
            return;
        }
        float sine = (float) StrictMath.sin(angle);
        float cosine = (float) StrictMath.cos(angle);
        int height = shape.size(1);
        int width = shape.size(2);
        System.arraycopy(images, offset, scratch, 0, shape.elements());
        float middleX = (width - 1) / 2f;
        float middleY = (height - 1) / 2f;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float fromX = middleX + cosine * (x - middleX) + sine * (y - middleY);
                float fromY = middleY - sine * (x - middleX) + cosine * (y - middleY);
                int at = offset + y * width + x;
                for (int channel = 0; channel < shape.size(0); channel++) {
                    int plane = channel * height * width;
                    images[at + plane] = sample(scratch, plane, height, width, fromX, fromY);
                }
            }
        }
    }

    private static float sample(float[] pixels, int plane, int height, int width, float x, float y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float fx = x - left;
        float fy = y - top;
        float upper = pixel(pixels, plane, height, width, left, top) * (1 - fx)
                + pixel(pixels, plane, height, width, left + 1, top) * fx;
        float lower = pixel(pixels, plane, height, width, left, top + 1) * (1 - fx)
                + pixel(pixels, plane, height, width, left + 1, top + 1) * fx;
        return upper * (1 - fy) + lower * fy;
    }

    private static float pixel(float[] pixels, int plane, int height, int width, int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0f : pixels[plane + y * width + x];
    }
}
