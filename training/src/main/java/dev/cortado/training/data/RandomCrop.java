package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.random.RandomStream;
import java.util.Arrays;

/**
 * Pads an image with zeros on every side and cuts an image of the old size out at a random place.
 *
 * <p>So the picture moves by up to {@code padding} pixels in each direction, and zeros fill what becomes free. Place it
 * before {@link Normalize} to fill with black, behind it to fill with the mean.
 *
 * @param padding pixels added on each side, at least 0
 */
public record RandomCrop(int padding) implements Transform {

    /**
     * Checks the padding.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public RandomCrop {
        if (padding < 0 || padding > 1 << 20) {
            throw new IllegalArgumentException("padding must be from 0 to " + (1 << 20) + ", but is " + padding);
        }
    }

    /**
     * Checks that something of each picture stays.
     *
     * @throws CortadoException if the padding is at least the height or width of the images
     */
    @Override
    public void check(Shape shape) {
        int smaller = Math.min(shape.size(1), shape.size(2));
        if (padding >= smaller) {
            throw CortadoException.user(
                    "augmentation-mismatch",
                    "crop:" + padding,
                    "images of " + shape + " could be moved out of sight by " + padding + " pixels",
                    "use a padding below " + smaller + ", such as " + Math.max(1, smaller / 8));
        }
    }

    @Override
    public void apply(float[] images, int offset, Shape shape, RandomStream random, float[] scratch) {
        int down = random.nextInt(2 * padding + 1) - padding;
        int right = random.nextInt(2 * padding + 1) - padding;
        if (down == 0 && right == 0) {
            return;
        }
        int height = shape.size(1);
        int width = shape.size(2);
        int count = shape.elements();
        System.arraycopy(images, offset, scratch, 0, count);
        Arrays.fill(images, offset, offset + count, 0f);
        int copied = width - Math.abs(right);
        if (copied <= 0) {
            return;
        }
        int from = Math.max(0, -right);
        int to = Math.max(0, right);
        for (int channel = 0; channel < shape.size(0); channel++) {
            int plane = channel * height * width;
            for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
                int source = plane + (y - down) * width + from;
                System.arraycopy(scratch, source, images, offset + plane + y * width + to, copied);
            }
        }
    }
}
