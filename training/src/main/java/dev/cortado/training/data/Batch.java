package dev.cortado.training.data;

import dev.cortado.api.Shape;

/**
 * Holds the images and labels of a few samples, ready for a training step.
 *
 * <p>A batch belongs to its {@link BatchLoader}: it is valid until the next call of {@link BatchLoader#next()}. The
 * arrays have exactly the length that {@link #shape()} needs, also for a smaller last batch.
 */
public final class Batch {

    private final Shape shape;
    private final float[] images;
    private final int[] labels;
    private final int[] indices;
    private int number;

    Batch(int count, Shape imageShape) {
        this.shape = imageShape.insert(0, count);
        this.images = new float[shape.elements()];
        this.labels = new int[count];
        this.indices = new int[count];
    }

    /** Returns the number of samples, at least 1. */
    public int count() {
        return labels.length;
    }

    /** Returns the shape of all images together: {@code [count, channels, height, width]}. */
    public Shape shape() {
        return shape;
    }

    /** Returns the images, dense and in the order of {@link #shape()}; not a copy. */
    public float[] images() {
        return images;
    }

    /** Returns the class index of each sample; not a copy. */
    public int[] labels() {
        return labels;
    }

    /** Returns the index in the data set of each sample; not a copy. */
    public int[] indices() {
        return indices;
    }

    /** Returns the place of this batch in its epoch, counted from 0. */
    public int number() {
        return number;
    }

    void number(int value) {
        number = value;
    }
}
