package dev.cortado.training;

import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import java.util.List;

/** A data set of small noisy images with a bar in one of four places, which a small network learns in seconds. */
public class TinyImages implements Dataset {

    public static final Shape SHAPE = Shape.of(1, 8, 8);

    private final String name;
    private final int size;

    public TinyImages(String name, int size) {
        this.name = name;
        this.size = size;
    }

    public static DataSplits splits(int train, int test) {
        return new DataSplits(new TinyImages("tiny/train", train), new TinyImages("tiny/test", test));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape imageShape() {
        return SHAPE;
    }

    @Override
    public List<String> classNames() {
        return List.of("top", "bottom", "left", "right");
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int label(int index) {
        return index * 7 % 4;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        RandomStream random = new RandomStream(RandomKey.of(1).derive(name).derive(index));
        for (int i = 0; i < 64; i++) {
            int row = i / 8;
            int column = i % 8;
            int along = label(index) < 2 ? row : column;
            boolean bar = label(index) % 2 == 0 ? along < 3 : along > 4;
            target[offset + i] = (bar ? 0.6f : 0f) + 0.4f * random.nextFloat();
        }
    }
}
