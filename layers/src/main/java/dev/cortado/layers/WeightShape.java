package dev.cortado.layers;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import java.util.Arrays;

/** Shapes whose sizes come from options: too many elements are a mistake in them, and no defect of the layer. */
final class WeightShape {

    private WeightShape() {}

    static Shape of(int... sizes) {
        long elements = 1;
        for (int size : sizes) {
            elements *= Math.max(1, size);
            if (elements > Integer.MAX_VALUE) {
                String shape = String.join(
                        "x", Arrays.stream(sizes).mapToObj(Integer::toString).toList());
                throw new ShapeException(
                        "weights or results of " + shape + " are over 2^31 - 1 elements", "use smaller sizes", null);
            }
        }
        return Shape.of(sizes);
    }
}
