package dev.cortado.api.op;

import dev.cortado.api.Cost;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * The same elements in row-major order under another shape; free on every backend.
 *
 * @param shape the shape of the result
 */
@Stability.Stable
public record Reshape(Shape shape) implements Differentiable {

    @Override
    public String name() {
        return "cortado.reshape";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        TensorSpec x = inputs.get(0);
        if (x.elements() != shape.elements()) {
            throw new ShapeException(
                    "the " + x.elements() + " elements of " + x.shape() + " do not fit shape " + shape + " of "
                            + shape.elements(),
                    "use a shape of " + x.elements() + " elements",
                    List.of(x.with(shape)));
        }
        return List.of(x.with(shape));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return new Cost(0, 0);
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        return List.of(b.outputGradient(0).reshape(b.input(0).shape()));
    }
}
