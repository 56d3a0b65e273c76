package dev.cortado.backend.opencl.kernel;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.Slice;
import dev.cortado.api.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A walk through an operand in the row-major order of a result: where it begins, and how far each axis steps.
 *
 * @param base the index of the first element
 * @param axes the axes of the result, joined where one step less does; none has size 1
 */
record Walk(int base, List<Axis> axes) {

    /** One axis: how many steps, and how far each goes in the operand. */
    record Axis(int size, int distance) {}

    /** Returns the walk that an operation takes; empty if it takes none. */
    static Optional<Walk> of(Op op, Shape input, Shape output) {
        if (op instanceof Broadcast broadcast) {
            return Optional.of(broadcast(broadcast, input));
        }
        int rank = input.rank();
        int[] distances = distances(input);
        int base = 0;
        if (op instanceof Transpose transpose) {
            int[] moved =
                    transpose.order().stream().mapToInt(axis -> distances[axis]).toArray();
            return Optional.of(joined(0, output, moved));
        }
        if (op instanceof Slice slice) {
            for (int axis = 0; axis < rank; axis++) {
                base += slice.start().get(axis) * distances[axis];
                distances[axis] *= slice.step().get(axis);
            }
            return Optional.of(joined(base, output, distances));
        }
        if (op instanceof Reverse reverse) {
            for (int axis = 0; axis < rank; axis++) {
                if (reverse.axes().contains(axis)) {
                    base += (input.size(axis) - 1) * distances[axis];
                    distances[axis] = -distances[axis];
                }
            }
            return Optional.of(joined(base, output, distances));
        }
        return Optional.empty();
    }

    private static Walk broadcast(Broadcast broadcast, Shape input) {
        int[] own = distances(input);
        int[] distances = new int[broadcast.target().rank()];
        for (int i = 0; i < own.length; i++) {
            distances[broadcast.axes().get(i)] = input.size(i) == 1 ? 0 : own[i];
        }
        return joined(0, broadcast.target(), distances);
    }

    /** Returns how far a step along each axis of a dense tensor goes. */
    static int[] distances(Shape shape) {
        int[] distances = new int[shape.rank()];
        for (int axis = 0; axis < distances.length; axis++) {
            distances[axis] = shape.elements(axis + 1, shape.rank());
        }
        return distances;
    }

    private static Walk joined(int base, Shape result, int[] distances) {
        List<Axis> axes = new ArrayList<>();
        for (int axis = 0; axis < distances.length; axis++) {
            axes.add(new Axis(result.size(axis), distances[axis]));
        }
        return new Walk(base, join(axes));
    }

    /** Leaves out axes of size 1 and joins neighbours through which one walks as through a single axis. */
    static List<Axis> join(List<Axis> axes) {
        List<Axis> joined = new ArrayList<>();
        for (Axis axis : axes) {
            if (axis.size == 1) {
                continue;
            }
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).distance == axis.distance * axis.size) {
                joined.set(last, new Axis(joined.get(last).size * axis.size, axis.distance));
            } else {
                joined.add(axis);
            }
        }
        return joined;
    }

    /** Returns the number of axes, then size and distance of each. */
    static Argument table(List<Axis> axes) {
        List<Integer> values = new ArrayList<>();
        addTo(values, axes);
        return new Argument.Table(values);
    }

    static void addTo(List<Integer> values, List<Axis> axes) {
        values.add(axes.size());
        for (Axis axis : axes) {
            values.add(axis.size);
            values.add(axis.distance);
        }
    }
}
