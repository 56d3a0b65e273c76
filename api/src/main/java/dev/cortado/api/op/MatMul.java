package dev.cortado.api.op;

import dev.cortado.api.Cost;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;

/**
 * The matrix product over the last two axes, {@code [..., m, k] x [..., k, n] = [..., m, n]}; leading axes are equal.
 *
 * @param transposeLeft whether the left operand is given as {@code [..., k, m]}
 * @param transposeRight whether the right operand is given as {@code [..., n, k]}
 */
@Stability.Stable
public record MatMul(boolean transposeLeft, boolean transposeRight) implements Differentiable {

    @Override
    public String name() {
        return "cortado.matmul";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        TensorSpec left = inputs.get(0);
        TensorSpec right = inputs.get(1);
        ShapeRules.sameType(this, left, right);
        ShapeRules.floating(this, left);
        Shape a = left.shape();
        Shape b = right.shape();
        if (a.rank() < 2 || b.rank() != a.rank() || !batch(a).equals(batch(b))) {
            throw new ShapeException(
                    "matrices " + a + " and " + b + " need at least two axes and equal leading ones",
                    "reshape or broadcast one of them",
                    null);
        }
        int inner = a.size(transposeLeft ? -2 : -1);
        int innerRight = b.size(transposeRight ? -1 : -2);
        int rows = a.size(transposeLeft ? -1 : -2);
        int columns = b.size(transposeRight ? -2 : -1);
        int[] sizes = a.toArray();
        sizes[sizes.length - 2] = rows;
        sizes[sizes.length - 1] = columns;
        TensorSpec result = left.with(Shape.of(sizes));
        if (inner != innerRight) {
            throw new ShapeException(
                    "the product of " + a + (transposeLeft ? " (transposed)" : "") + " and " + b
                            + (transposeRight ? " (transposed)" : "") + " sums over " + inner + " on the left but "
                            + innerRight + " on the right",
                    "make the inner sizes equal",
                    List.of(result));
        }
        return List.of(result);
    }

    private static Shape batch(Shape shape) {
        return shape.without(-1).without(-1);
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        long inner = inputs.get(0).shape().size(transposeLeft ? -2 : -1);
        long bytes =
                inputs.get(0).bytes() + inputs.get(1).bytes() + outputs.get(0).bytes();
        return new Cost(2 * inner * outputs.get(0).elements(), bytes);
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor dy = b.outputGradient(0);
        Tensor left = null;
        Tensor right = null;
        if (b.needs(0)) {
            Tensor y = b.input(1);
            left = transposeLeft
                    ? y.apply(new MatMul(transposeRight, true), dy)
                    : dy.apply(new MatMul(false, !transposeRight), y);
        }
        if (b.needs(1)) {
            Tensor x = b.input(0);
            right = transposeRight
                    ? dy.apply(new MatMul(true, transposeLeft), x)
                    : x.apply(new MatMul(!transposeLeft, false), dy);
        }
        return Arrays.asList(left, right);
    }
}
