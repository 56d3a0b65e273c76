package dev.cortado.core.trace;

import dev.cortado.api.Shape;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowReduce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How many pixels of the input each value depends on along each spatial axis.
 *
 * <p>A window of extent e adds (e - 1) times the distance between two neighbouring elements, which each stride multiplies
 * (Araujo, Norris and Sim 2019, "Computing Receptive Fields of Convolutional Neural Networks", equation 2). What mixes all
 * places, such as a fully connected layer, sees the whole image.
 */
final class ReceptiveFields {

    private record Field(List<Integer> size, List<Integer> distance) {}

    private final Shape image;
    private final Map<Value, Field> fields = new HashMap<>();

    ReceptiveFields(Value input, List<Node> nodes) {
        this.image = input.spec().shape();
        int axes = Math.max(0, image.rank() - 2);
        List<Integer> ones = Collections.nCopies(axes, 1);
        fields.put(input, new Field(ones, ones));
        for (Node node : nodes) {
            Field field = after(node, axes);
            if (field != null) {
                node.outputs().forEach(output -> fields.put(output, field));
            }
        }
    }

    /** Returns the field of a value per spatial axis, at most the image's size; empty if it does not see the image. */
    List<Integer> of(Value value) {
        Field field = fields.get(value);
        if (field == null) {
            return List.of();
        }
        List<Integer> clipped = new ArrayList<>();
        for (int axis = 0; axis < field.size.size(); axis++) {
            clipped.add(Math.min(field.size.get(axis), image.size(axis + 2)));
        }
        return clipped;
    }

    private Field after(Node node, int axes) {
        Field before = node.inputs().stream()
                .map(fields::get)
                .filter(Objects::nonNull)
                .reduce((a, b) -> new Field(larger(a.size, b.size), larger(a.distance, b.distance)))
                .orElse(null);
        if (before == null) {
            return null;
        }
        if (node.op() instanceof Convolution convolution && convolution.spatialAxes() == axes) {
            Shape kernel = node.inputs().get(1).spec().shape();
            List<Integer> sizes = new ArrayList<>();
            for (int axis = 0; axis < axes; axis++) {
                sizes.add(kernel.size(axis + 2));
            }
            return slide(before, sizes, convolution.kernelDilation(), convolution.stride());
        }
        if (node.op() instanceof WindowReduce reduce) {
            Window window = reduce.window();
            return slide(before, window.size(), window.dilation(), window.stride());
        }
        boolean mixesAll = node.op() instanceof MatMul || node.op() instanceof Reduce;
        return mixesAll ? new Field(Collections.nCopies(axes, Integer.MAX_VALUE), before.distance) : before;
    }

    private static Field slide(Field before, List<Integer> window, List<Integer> dilation, List<Integer> stride) {
        List<Integer> size = new ArrayList<>();
        List<Integer> distance = new ArrayList<>();
        for (int axis = 0; axis < window.size(); axis++) {
            long grown = before.size.get(axis)
                    + (long) (window.get(axis) - 1) * dilation.get(axis) * before.distance.get(axis);
            size.add((int) Math.min(Integer.MAX_VALUE, grown));
            distance.add(Math.multiplyExact(before.distance.get(axis), stride.get(axis)));
        }
        return new Field(size, distance);
    }

    private static List<Integer> larger(List<Integer> a, List<Integer> b) {
        List<Integer> result = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            result.add(Math.max(a.get(i), b.get(i)));
        }
        return result;
    }
}
