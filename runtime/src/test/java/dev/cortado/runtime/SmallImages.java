package dev.cortado.runtime;

import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import java.util.List;

/** Two classes of 4x4 images that anything can tell apart: a bright upper half, or a bright lower half. */
record SmallImages(int size) implements Dataset {

    static DataSplits splits() {
        return new DataSplits(new SmallImages(48), new SmallImages(8));
    }

    @Override
    public String name() {
        return "small";
    }

    @Override
    public Shape imageShape() {
        return Shape.of(1, 4, 4);
    }

    @Override
    public List<String> classNames() {
        return List.of("upper", "lower");
    }

    @Override
    public int label(int index) {
        return index % 2;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        for (int pixel = 0; pixel < 16; pixel++) {
            boolean bright = (pixel < 8) == (label(index) == 0);
            target[offset + pixel] = bright ? 0.9f - 0.01f * (index % 7) : 0.1f;
        }
    }
}
