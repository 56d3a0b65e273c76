package dev.cortado.training.data;

import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import java.util.List;

/** A data set whose image {@code i} is filled with the number {@code i} and whose label is {@code i % 10}. */
class NumberedDataset implements Dataset {

    private final int size;
    private final Shape shape;

    NumberedDataset(int size, int... shape) {
        this.size = size;
        this.shape = Shape.of(shape);
    }

    @Override
    public String name() {
        return "numbered";
    }

    @Override
    public Shape imageShape() {
        return shape;
    }

    @Override
    public List<String> classNames() {
        return IdxDataset.DIGITS;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int label(int index) {
        return index % 10;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        for (int i = 0; i < shape.elements(); i++) {
            target[offset + i] = index;
        }
    }
}
