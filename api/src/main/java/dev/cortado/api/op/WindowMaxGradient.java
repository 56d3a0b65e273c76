package dev.cortado.api.op;

import dev.cortado.api.Shape;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * The gradient of a maximum over windows: each gradient goes to the element that {@link WindowArgMax} names, and
 * contributions to one element are added in the row-major order of the windows.
 *
 * <p>Operands: forward input and the gradient at the forward result.
 *
 * @param window the window of the forward pass
 */
@Stability.Experimental
public record WindowMaxGradient(Window window) implements Decomposable {

    @Override
    public String name() {
        return "cortado.window_max_gradient";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        ShapeRules.sameType(this, inputs.get(0), inputs.get(1));
        ShapeRules.sameShape(this, window.places(inputs.get(0)), inputs.get(1));
        return List.of(inputs.get(0));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        Tensor dy = inputs.get(1);
        Shape planes = x.shape();
        int count = planes.elements(0, 2);
        int plane = planes.elements(2, planes.rank());
        int places = dy.shape().elements(2, planes.rank());
        Tensor where = x.apply(new WindowArgMax(window)).reshape(count, places);
        return List.of(
                dy.reshape(count, places).scatterAddAlong(1, plane, where).reshape(planes));
    }
}
