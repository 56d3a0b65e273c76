package dev.cortado.training.data;

import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import java.util.List;

/** Holds all images of a data set in one byte array, channels first, and scales them to 0..1 when they are read. */
abstract class ByteDataset implements Dataset {

    /** The largest array that every JVM can make. */
    static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

    private static final float[] UNIT = new float[256];

    static {
        for (int value = 0; value < UNIT.length; value++) {
            UNIT[value] = value / 255f;
        }
    }

    private final String name;
    private final Shape imageShape;
    private final int imageBytes;
    private final List<String> classNames;
    private final byte[] pixels;
    private final byte[] labels;

    /** Keeps the arrays without copying them; the labels are unsigned and were checked by the caller. */
    ByteDataset(String name, Shape imageShape, List<String> classNames, byte[] pixels, byte[] labels) {
        this.name = name;
        this.imageShape = imageShape;
        this.imageBytes = imageShape.elements();
        this.classNames = List.copyOf(classNames);
        this.pixels = pixels;
        this.labels = labels;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Shape imageShape() {
        return imageShape;
    }

    @Override
    public final List<String> classNames() {
        return classNames;
    }

    @Override
    public final int size() {
        return labels.length;
    }

    @Override
    public final int label(int index) {
        return labels[index] & 0xFF;
    }

    @Override
    public final void read(int index, float[] target, int offset) {
        unpack(pixels, Math.multiplyExact(index, imageBytes), target, offset, imageBytes);
    }

    /** Scales unsigned bytes to 0..1; every byte has one float, the nearest to {@code value / 255}. */
    static void unpack(byte[] source, int from, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] = UNIT[source[from + i] & 0xFF];
        }
    }
}
