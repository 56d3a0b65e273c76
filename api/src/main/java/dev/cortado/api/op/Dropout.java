package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Sets elements to 0 with a given probability and scales the others by {@code 1 / (1 - rate)} (Srivastava et al. 2014).
 *
 * <p>Operands: x, and random int32 words of its shape from {@link RandomBits}. An element is kept where its word, unsigned,
 * is at least {@code rate * 2^32}: a comparison of integers, so that every backend drops the same elements.
 *
 * @param rate the probability to drop an element, from 0 to below 1
 */
@Stability.Stable
public record Dropout(double rate) implements Differentiable, Decomposable {

    @Override
    public String name() {
        return "cortado.dropout";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        ShapeRules.floating(this, inputs.get(0));
        ShapeRules.type(this, inputs.get(1), DType.INT32);
        ShapeRules.sameShape(this, inputs.get(0), inputs.get(1));
        if (!(rate >= 0 && rate < 1)) {
            throw new ShapeException(
                    name() + " has rate " + rate, "use a rate from 0 to below 1", List.of(inputs.get(0)));
        }
        return List.of(inputs.get(0));
    }

    /** Returns the signed word from which on an element is kept, once the sign bit of the words is flipped. */
    public int threshold() {
        return (int) ((long) (rate * 0x1p32) + Integer.MIN_VALUE);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        // adding 2^31 with wrap-around flips the sign bit, which turns the unsigned comparison into a signed one
        Tensor signed = inputs.get(1).add(Integer.MIN_VALUE);
        Tensor kept = signed.scalar(Binary.Kind.GREATER_EQUAL, threshold());
        return List.of(kept.select(x.multiply(1 / (1 - rate)), x.filled(x.shape(), 0)));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        return Arrays.asList(b.outputGradient(0).apply(this, b.input(1)), null);
    }
}
