package dev.cortado.training.model;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import dev.cortado.training.data.ImageOptions;
import dev.cortado.training.data.Normalize;
import dev.cortado.training.data.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done to every image before the network sees it, in training and ever after; a saved model carries it.
 *
 * <p>Photographs are brought to the network's input size, pixels are scaled to 0..1, and then each channel is normalized.
 *
 * @param mean is subtracted from each channel; empty for no normalization
 * @param std each channel is divided by; as many as means
 * @param fit what is done about photographs of another aspect ratio
 */
public record Preprocessing(List<Double> mean, List<Double> std, ImageOptions.Fit fit) {

    /**
     * Checks the numbers.
     *
     * @throws CortadoException if they are not finite, not positive where they divide, or not as many
     */
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        boolean usable = mean.size() == std.size()
                && mean.stream().allMatch(value -> Float.isFinite(value.floatValue()))
                && std.stream().allMatch(value -> Float.isFinite(value.floatValue()) && value.floatValue() > 0);
        if (!usable) {
            throw CortadoException.user(
                    "preprocessing-invalid",
                    null,
                    "images cannot be normalized with means " + mean + " and deviations " + std,
                    "give one finite mean and one positive deviation per channel");
        }
    }

    /** Returns a preprocessing that leaves pixels at 0..1. */
    public static Preprocessing none() {
        return new Preprocessing(List.of(), List.of(), ImageOptions.Fit.CROP);
    }

    /** Returns a preprocessing with the numbers of a normalization. */
    public static Preprocessing of(Normalize normalize) {
        return new Preprocessing(boxed(normalize.mean()), boxed(normalize.std()), ImageOptions.Fit.CROP);
    }

    /** Returns a preprocessing with the mean and deviation of the first samples of a data set. */
    public static Preprocessing measure(Dataset dataset, int samples) {
        return of(Normalize.measure(dataset, samples));
    }

    /** Returns this with another way to treat aspect ratios. */
    public Preprocessing withFit(ImageOptions.Fit value) {
        return new Preprocessing(mean, std, value);
    }

    /** Returns the normalization; empty if there is none. */
    public Optional<Normalize> normalization() {
        return mean.isEmpty() ? Optional.empty() : Optional.of(Normalize.of(floats(mean), floats(std)));
    }

    /** Returns the given transforms followed by the normalization, if there is one. */
    public List<Transform> after(List<Transform> transforms) {
        List<Transform> all = new ArrayList<>(transforms);
        normalization().ifPresent(all::add);
        return all;
    }

    /**
     * Returns how photographs are brought to the input size of a network.
     *
     * @param input {@code [channels, height, width]}
     */
    public ImageOptions imageOptions(Shape input) {
        return new ImageOptions(input.size(0), input.size(1), input.size(2), fit);
    }

    private static List<Double> boxed(float[] values) {
        List<Double> list = new ArrayList<>();
        for (float value : values) {
            list.add((double) value);
        }
        return list;
    }

    private static float[] floats(List<Double> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i).floatValue();
        }
        return array;
    }
}
