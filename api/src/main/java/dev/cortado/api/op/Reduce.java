package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Combines the elements along some axes, which disappear.
 *
 * <p>Over no elements a sum is 0, a maximum the lowest and a minimum the highest value of the type (infinite for floats).
 *
 * @param kind how elements are combined
 * @param axes the axes to reduce, ascending and distinct
 */
@Stability.Stable
public record Reduce(Kind kind, List<Integer> axes) implements Differentiable {

    /** How elements are combined. */
    public enum Kind {
        /** Their sum. */
        SUM,
        /** The sum of their squares. */
        SUM_SQUARES,
        /** The largest; NaN wins, +0 is above -0; the gradient goes to the first of equal ones in row-major order. */
        MAX,
        /** The smallest; NaN wins, -0 is below +0; the gradient goes to the first of equal ones in row-major order. */
        MIN
    }

    /** Creates a reduction; the axes are sorted. */
    public Reduce {
        axes = List.copyOf(new TreeSet<>(axes));
    }

    /** Returns a reduction over the given axes, negative ones counted from the end; over all axes if none is given. */
    public static Reduce over(Kind kind, int rank, int... axes) {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < (axes.length == 0 ? rank : axes.length); i++) {
            int axis = axes.length == 0 ? i : axes[i];
            list.add(axis < 0 ? axis + rank : axis);
        }
        return new Reduce(kind, list);
    }

    @Override
    public String name() {
        return "cortado.reduce_" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        TensorSpec x = inputs.get(0);
        if (x.dtype() == DType.BOOL) {
            throw new ShapeException(name() + " is not defined for " + x, "cast it first", null);
        }
        Shape shape = x.shape();
        for (int i = axes.size() - 1; i >= 0; i--) {
            ShapeRules.axis(this, axes.get(i), x.shape());
            shape = shape.without(axes.get(i));
        }
        return List.of(x.with(shape));
    }

    /** Returns the operand's shape with size 1 along the reduced axes. */
    public Shape keptShape(Shape input) {
        Shape shape = input;
        for (int axis : axes) {
            shape = shape.with(axis, 1);
        }
        return shape;
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor x = b.input(0);
        Tensor dy = b.outputGradient(0);
        return List.of(
                switch (kind) {
                    case SUM -> spread(dy, x.shape());
                    case SUM_SQUARES -> spread(dy.multiply(2), x.shape()).multiply(x);
                    case MAX -> toFirst(x, dy);
                    case MIN -> toFirst(x.negate(), dy);
                });
    }

    private Tensor spread(Tensor dy, Shape shape) {
        return dy.apply(new Broadcast(shape, kept(shape.rank())));
    }

    private List<Integer> kept(int rank) {
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            if (!axes.contains(axis)) {
                kept.add(axis);
            }
        }
        return kept;
    }

    private Tensor toFirst(Tensor x, Tensor dy) {
        List<Integer> order = kept(x.shape().rank());
        order.addAll(axes);
        Tensor moved = x.apply(new Transpose(order));
        int rows = dy.shape().elements();
        int columns = rows == 0 ? 0 : x.shape().elements() / rows;
        if (columns == 0) {
            return x.filled(x.shape(), 0);
        }
        Tensor first = moved.reshape(rows, columns).argMax(1).reshape(rows, 1);
        Tensor spread = dy.reshape(rows, 1).scatterAddAlong(1, columns, first);
        return spread.reshape(moved.shape()).apply(new Transpose(order).inverse());
    }
}
