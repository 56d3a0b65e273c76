package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Collections;
import java.util.List;

/**
 * Where the largest element under each place of a window stands: its flat row-major int32 index in the unpadded spatial
 * plane of its image and channel.
 *
 * <p>Of equal elements the first in row-major order counts, of several NaN the last, and NaN wins over numbers (as in
 * PyTorch). A window that covers nothing but padding gives -1.
 *
 * @param window the window and how it slides
 */
@Stability.Stable
public record WindowArgMax(Window window) implements Differentiable {

    @Override
    public String name() {
        return "cortado.window_arg_max";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        ShapeRules.floating(this, inputs.get(0));
        return List.of(window.places(inputs.get(0)).with(DType.INT32));
    }

    @Override
    public List<Tensor> gradient(Backward backward) {
        return Collections.singletonList(null);
    }
}
