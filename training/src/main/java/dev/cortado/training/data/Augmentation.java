package dev.cortado.training.data;

import dev.cortado.api.Shape;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import java.util.List;

/**
 * Applies a list of transforms to each sample, with random numbers that depend on (seed, epoch, sample index) alone.
 *
 * <p>So a sample of an epoch looks the same whichever thread prepares it, in whatever order, and after a resume.
 * Immutable and shared; each thread works through an {@link Applier} of its own.
 */
public final class Augmentation {

    private final long seed;
    private final List<Transform> transforms;

    private Augmentation(long seed, List<Transform> transforms) {
        this.seed = seed;
        this.transforms = List.copyOf(transforms);
    }

    /** Returns an augmentation that applies the transforms in the given order. */
    public static Augmentation of(long seed, Transform... transforms) {
        return new Augmentation(seed, List.of(transforms));
    }

    /** Returns an augmentation that applies the transforms in the given order. */
    public static Augmentation of(long seed, List<Transform> transforms) {
        return new Augmentation(seed, transforms);
    }

    /** Returns an augmentation that changes nothing. */
    public static Augmentation none() {
        return new Augmentation(0, List.of());
    }

    /** Returns this without its random transforms: what evaluation and inference apply. */
    public Augmentation forEvaluation() {
        return new Augmentation(
                seed, transforms.stream().filter(each -> !each.isRandom()).toList());
    }

    /** Returns the transforms in their order. */
    public List<Transform> transforms() {
        return transforms;
    }

    /**
     * Returns the worker of one thread for images of one shape.
     *
     * @throws dev.cortado.api.CortadoException if a transform cannot work on the shape
     */
    public Applier applier(Shape imageShape) {
        transforms.forEach(transform -> transform.check(imageShape));
        return new Applier(imageShape);
    }

    /** Applies the augmentation on one thread; it owns the scratch memory, and applying allocates nothing. */
    public final class Applier {

        private final Shape shape;
        private final Transform[] steps = transforms.toArray(new Transform[0]);
        private final float[] scratch;
        private final RandomStream random;
        private RandomKey epochKey;
        private long epoch;

        private Applier(Shape shape) {
            this.shape = shape;
            this.scratch = new float[steps.length == 0 ? 0 : shape.elements()];
            startEpoch(0);
            this.random = new RandomStream(epochKey);
        }

        private void startEpoch(long number) {
            epoch = number;
            epochKey = RandomKey.of(seed).derive("augmentation").derive(number);
        }

        /**
         * Changes one image in place.
         *
         * @param images holds the image, channels first
         * @param offset where the image begins
         * @param epoch the number of the epoch
         * @param index the index of the sample in its data set
         */
        public void apply(float[] images, int offset, long epoch, int index) {
            if (steps.length == 0) {
                return;
            }
            if (epoch != this.epoch) {
                startEpoch(epoch);
            }
            random.reset(epochKey, index);
            for (Transform step : steps) {
                step.apply(images, offset, shape, random, scratch);
            }
        }
    }
}
