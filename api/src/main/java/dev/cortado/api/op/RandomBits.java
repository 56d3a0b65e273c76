package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Collections;
import java.util.List;

/**
 * Uniform random 32-bit words from Philox 4x32-10 (Salmon et al. 2011), equal on every backend.
 *
 * <p>The operand is an int64 scalar, the key of the step. Element {@code i} is word {@code i mod 4} of the block with
 * counter {@code (i / 4, 0, low(stream), high(stream))} under the key {@code (low(key), high(key))}.
 *
 * @param shape the shape of the int32 result
 * @param stream tells draws under one key apart; derived from the layer path
 */
@Stability.Stable
public record RandomBits(Shape shape, long stream) implements Differentiable {

    @Override
    public String name() {
        return "cortado.random_bits";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        ShapeRules.type(this, inputs.get(0), DType.INT64);
        if (inputs.get(0).shape().rank() != 0) {
            throw new ShapeException(
                    name() + " needs a scalar key, but got " + inputs.get(0), "pass the key of the step", null);
        }
        return List.of(new TensorSpec(DType.INT32, shape));
    }

    @Override
    public List<Tensor> gradient(Backward backward) {
        return Collections.singletonList(null);
    }
}
