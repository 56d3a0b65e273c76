package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.random.RandomStream;

/**
 * Subtracts a mean from each channel and divides by a standard deviation.
 *
 * <p>The same numbers must be used for training, evaluation and inference.
 */
public final class Normalize implements Transform {

    private final float[] mean;
    private final float[] std;

    private Normalize(float[] mean, float[] std) {
        this.mean = mean;
        this.std = std;
    }

    /**
     * Creates a normalization from known numbers.
     *
     * @param mean one value per channel, in the unit of the pixels (0..1)
     * @param std one positive value per channel
     * @throws IllegalArgumentException if the lengths differ or a value is not usable
     */
    public static Normalize of(float[] mean, float[] std) {
        if (mean.length != std.length || mean.length == 0) {
            throw new IllegalArgumentException(
                    "one mean and one std per channel are needed, but there are " + mean.length + " and " + std.length);
        }
        for (int channel = 0; channel < mean.length; channel++) {
            if (!Float.isFinite(mean[channel]) || !(std[channel] > 0) || !Float.isFinite(std[channel])) {
                throw new IllegalArgumentException("mean must be finite and std positive, but channel " + channel
                        + " has " + mean[channel] + " and " + std[channel]);
            }
        }
        return new Normalize(mean.clone(), std.clone());
    }

    /**
     * Measures mean and standard deviation of each channel over the first samples of a data set.
     *
     * @param dataset the training split
     * @param samples the number of samples to read at most; the same number always gives the same result
     * @throws IllegalArgumentException if there is no sample to measure
     */
    public static Normalize measure(Dataset dataset, int samples) {
        int count = Math.min(samples, dataset.size());
        if (count < 1) {
            throw new IllegalArgumentException("no sample of " + dataset.name() + " to measure");
        }
        int channels = dataset.imageShape().size(0);
        int plane = dataset.imageShape().elements(1, 3);
        float[] image = new float[channels * plane];
        double[] sum = new double[channels];
        double[] squares = new double[channels];
        for (int i = 0; i < count; i++) {
            dataset.read(i, image, 0);
            for (int at = 0; at < image.length; at++) {
                sum[at / plane] += image[at];
                squares[at / plane] += (double) image[at] * image[at];
            }
        }
        float[] mean = new float[channels];
        float[] std = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            double average = sum[channel] / ((double) count * plane);
            double variance = squares[channel] / ((double) count * plane) - average * average;
            mean[channel] = (float) average;
            // A constant channel has no spread to divide by; it becomes 0.
            std[channel] = variance > 1e-12 ? (float) Math.sqrt(variance) : 1f;
        }
        return new Normalize(mean, std);
    }

    /** Returns the mean of each channel in a new array. */
    public float[] mean() {
        return mean.clone();
    }

    /** Returns the standard deviation of each channel in a new array. */
    public float[] std() {
        return std.clone();
    }

    @Override
    public void apply(float[] images, int offset, Shape shape, RandomStream random, float[] scratch) {
        int plane = shape.elements(1, 3);
        for (int channel = 0; channel < mean.length; channel++) {
            float scale = 1 / std[channel];
            float shift = mean[channel];
            int from = offset + channel * plane;
            for (int i = from; i < from + plane; i++) {
                images[i] = (images[i] - shift) * scale;
            }
        }
    }

    @Override
    public boolean isRandom() {
        return false;
    }

    @Override
    public void check(Shape shape) {
        if (shape.size(0) != mean.length) {
            throw CortadoException.user(
                    "normalize-channels",
                    null,
                    "normalization is for " + mean.length + " channels, but images are " + shape,
                    "give one mean and one std per channel");
        }
    }
}
