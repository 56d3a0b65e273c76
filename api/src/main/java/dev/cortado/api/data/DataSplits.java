package dev.cortado.api.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Stability;

/**
 * The two parts of a data set, with equal image shapes and class names.
 *
 * @param train what a network learns from
 * @param test what it is judged by
 */
@Stability.Experimental
public record DataSplits(Dataset train, Dataset test) {

    /**
     * Checks that the splits fit together.
     *
     * @throws CortadoException if image shapes or classes differ
     */
    public DataSplits {
        if (!train.imageShape().equals(test.imageShape())) {
            throw CortadoException.user(
                    "splits-differ",
                    test.name(),
                    "its images are " + test.imageShape() + ", but those of " + train.name() + " are "
                            + train.imageShape(),
                    "use splits with images of one size");
        }
        if (!train.classNames().equals(test.classNames())) {
            throw CortadoException.user(
                    "splits-differ",
                    test.name(),
                    "its classes are " + test.classNames() + ", but those of " + train.name() + " are "
                            + train.classNames(),
                    "use splits with the same classes");
        }
    }
}
