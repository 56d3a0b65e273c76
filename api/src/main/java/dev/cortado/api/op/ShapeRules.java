package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** The checks that the shape rules of operations share. */
final class ShapeRules {

    private ShapeRules() {}

    /** Checks the number of operands. */
    static void operands(Op op, List<TensorSpec> inputs, int expected) {
        if (inputs.size() != expected) {
            throw new ShapeException(
                    op.name() + " takes " + expected + " operands, but got " + inputs.size(),
                    "pass exactly " + expected,
                    null);
        }
    }

    /** Checks that two operands have one element type. */
    static void sameType(Op op, TensorSpec left, TensorSpec right) {
        if (left.dtype() != right.dtype()) {
            throw new ShapeException(
                    op.name() + " needs operands of one element type, but got " + left + " and " + right,
                    "cast one of them",
                    List.of(left));
        }
    }

    /** Checks that two operands have one shape. */
    static void sameShape(Op op, TensorSpec left, TensorSpec right) {
        if (!left.shape().equals(right.shape())) {
            throw new ShapeException(
                    op.name() + " needs operands of one shape, but got " + left.shape() + " and " + right.shape(),
                    "make the shapes equal, or broadcast one of them",
                    List.of(left));
        }
    }

    /** Checks the element type of an operand. */
    static void type(Op op, TensorSpec input, DType expected) {
        if (input.dtype() != expected) {
            throw new ShapeException(
                    op.name() + " needs " + expected + ", but got " + input, "cast it to " + expected, null);
        }
    }

    /** Checks that an operand is of a floating type. */
    static void floating(Op op, TensorSpec input) {
        if (!input.dtype().isFloating()) {
            throw new ShapeException(
                    op.name() + " needs a floating element type, but got " + input, "cast it first", null);
        }
    }

    /** Checks that an axis exists. */
    static void axis(Op op, int axis, Shape shape) {
        if (axis < 0 || axis >= shape.rank()) {
            throw new ShapeException(
                    op.name() + " names axis " + axis + ", but " + shape + " has " + shape.rank() + " axes",
                    "use an axis from 0 to " + (shape.rank() - 1),
                    null);
        }
    }

    /** Checks that a list of attributes has one entry per axis. */
    static void perAxis(Op op, String attribute, List<Integer> values, int axes, Shape shape) {
        if (values.size() != axes) {
            throw new ShapeException(
                    op.name() + " has " + values.size() + " values of " + attribute + " for the " + axes
                            + " axes that it needs for " + shape,
                    "give " + axes + " values",
                    null);
        }
    }

    /** Checks that attributes have one entry per spatial axis, each at least 1 where {@code positive}. */
    static void spatial(String op, String attribute, List<Integer> values, int axes, boolean positive) {
        boolean valid = values.size() == axes && (!positive || values.stream().allMatch(value -> value >= 1));
        if (!valid) {
            throw new ShapeException(
                    op + " over " + axes + " spatial axes has " + attribute + " " + values,
                    "give " + axes + (positive ? " values of at least 1" : " values"),
                    null);
        }
    }

    static List<Integer> list(int... values) {
        List<Integer> list = new ArrayList<>(values.length);
        for (int value : values) {
            list.add(value);
        }
        return List.copyOf(list);
    }

    static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    static List<Integer> repeat(int value, int times) {
        return List.copyOf(java.util.Collections.nCopies(times, value));
    }
}
