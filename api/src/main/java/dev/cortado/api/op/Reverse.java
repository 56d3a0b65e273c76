package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * Reverses the order of the elements along some axes.
 *
 * @param axes the axes to reverse
 */
@Stability.Stable
public record Reverse(List<Integer> axes) implements Differentiable {

    /** Creates a reversal. */
    public Reverse {
        axes = List.copyOf(axes);
    }

    /** Returns a reversal along the given axes. */
    public static Reverse of(int... axes) {
        return new Reverse(ShapeRules.list(axes));
    }

    @Override
    public String name() {
        return "cortado.reverse";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        for (int axis : axes) {
            ShapeRules.axis(this, axis, inputs.get(0).shape());
        }
        return List.of(inputs.get(0));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        return List.of(b.outputGradient(0).apply(this));
    }
}
