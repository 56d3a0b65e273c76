package dev.cortado.api.data;

import dev.cortado.api.Shape;
import dev.cortado.api.Stability;
import java.util.List;

/**
 * A finite, indexable set of labelled images that can be read again and again.
 *
 * <p>Implementations are safe for concurrent readers, and index {@code i} always gives the same image and label.
 */
@Stability.Experimental
public interface Dataset {

    /** Returns the name under which users choose this data set, such as {@code fashion-mnist/train}. */
    String name();

    /** Returns the shape of one image as {@code [channels, height, width]}. */
    Shape imageShape();

    /** Returns the class names; the label {@code k} means the {@code k}-th name. */
    List<String> classNames();

    /** Returns the number of samples, at least 0. */
    int size();

    /**
     * Returns the label of a sample.
     *
     * @param index from 0 to {@code size() - 1}
     * @return a class index from 0 to {@code classNames().size() - 1}
     */
    int label(int index);

    /**
     * Writes the pixels of a sample, channels first and scaled to 0..1, into {@code target} from {@code offset} on.
     *
     * @param index from 0 to {@code size() - 1}
     * @param target receives {@code imageShape().elements()} values
     * @param offset the first index of {@code target} to write
     */
    void read(int index, float[] target, int offset);
}
