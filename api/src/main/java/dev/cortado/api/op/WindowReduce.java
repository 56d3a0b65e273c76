package dev.cortado.api.op;

import dev.cortado.api.Cost;
import dev.cortado.api.DType;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Combines the elements under a sliding window: the core of max, average, sum and Lp pooling.
 *
 * <p>Operand and result are {@code [N, C, spatial...]}. Padding never counts: it acts as 0 in a sum and as -infinity in a
 * maximum. NaN wins in a maximum, and +0 is above -0.
 *
 * @param kind how elements are combined
 * @param window the window and how it slides
 */
@Stability.Stable
public record WindowReduce(Kind kind, Window window) implements Differentiable {

    /** How the elements under the window are combined. */
    public enum Kind {
        /** Their sum. */
        SUM,
        /** The largest. */
        MAX
    }

    @Override
    public String name() {
        return "cortado.window_" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        if (inputs.get(0).dtype() == DType.BOOL) {
            throw new ShapeException(name() + " is not defined for " + inputs.get(0), "cast it first", null);
        }
        return List.of(window.places(inputs.get(0)));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        TensorSpec y = outputs.get(0);
        return new Cost((long) window.elements() * y.elements(), inputs.get(0).bytes() + y.bytes());
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor dy = b.outputGradient(0);
        if (kind == Kind.MAX) {
            return List.of(b.input(0).apply(new WindowMaxGradient(window), dy));
        }
        return List.of(spread(dy, b.input(0)));
    }

    /** Adds each gradient to every element under its window: a sum over windows of the spread gradients. */
    private Tensor spread(Tensor dy, Tensor x) {
        int axes = window.spatialAxes();
        List<Integer> low = new ArrayList<>(List.of(0, 0));
        List<Integer> high = new ArrayList<>(List.of(0, 0));
        List<Integer> interior = new ArrayList<>(List.of(0, 0));
        for (int i = 0; i < axes; i++) {
            int stride = window.stride().get(i);
            int reach = WindowArithmetic.extent(
                            window.size().get(i), window.dilation().get(i))
                    - 1;
            low.add(reach - window.padLow().get(i));
            high.add(
                    x.shape().size(i + 2) + window.padLow().get(i) - (dy.shape().size(i + 2) - 1) * stride - 1);
            interior.add(stride - 1);
        }
        List<Integer> ones = ShapeRules.repeat(1, axes);
        List<Integer> zeros = ShapeRules.repeat(0, axes);
        Window sliding = new Window(window.size(), ones, zeros, zeros, window.dilation());
        return dy.apply(new Pad(low, high, interior, 0)).apply(new WindowReduce(Kind.SUM, sliding));
    }
}
