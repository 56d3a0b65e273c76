package dev.cortado.training.data;

import dev.cortado.api.Shape;
import dev.cortado.api.random.RandomStream;

/**
 * Changes one image in place, the same way for the same random numbers.
 *
 * <p>Transforms are immutable, are shared by threads, keep the shape of the image, and allocate nothing: what they need
 * beside the image the caller hands them as scratch. Compose them with {@link Augmentation}.
 */
public interface Transform {

    /**
     * Changes one image.
     *
     * @param images holds the image, channels first
     * @param offset where the image begins
     * @param shape {@code [channels, height, width]}
     * @param random where all random decisions come from; the number of draws may depend on the shape alone
     * @param scratch at least {@code shape.elements()} values that may be overwritten
     */
    void apply(float[] images, int offset, Shape shape, RandomStream random, float[] scratch);

    /**
     * Returns whether the result depends on random numbers. Such transforms are for training; the others, such as
     * {@link Normalize}, are a part of the data and belong to evaluation too.
     */
    default boolean isRandom() {
        return true;
    }

    /**
     * Checks that this transform can work on images of a shape, before the first image comes.
     *
     * @throws dev.cortado.api.CortadoException if it cannot
     */
    default void check(Shape shape) {}
}
