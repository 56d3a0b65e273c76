package dev.cortado.cli;

import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import java.util.List;

/**
 * Some samples of a data set, spread evenly over it, because folders come sorted by class.
 *
 * @param all the whole data set
 * @param size how many of them, at most as many as there are
 */
record SomeSamples(Dataset all, int size) implements Dataset {

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public Shape imageShape() {
        return all.imageShape();
    }

    @Override
    public List<String> classNames() {
        return all.classNames();
    }

    @Override
    public int label(int index) {
        return all.label(place(index));
    }

    @Override
    public void read(int index, float[] target, int offset) {
        all.read(place(index), target, offset);
    }

    private int place(int index) {
        return (int) ((long) index * all.size() / size);
    }
}
