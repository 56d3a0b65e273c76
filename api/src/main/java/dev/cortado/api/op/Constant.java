package dev.cortado.api.op;

import dev.cortado.api.Cost;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * A value known before anything runs.
 *
 * @param value the numbers, which nobody may write to
 */
@Stability.Stable
public record Constant(HostTensor value) implements Op {

    /** Creates a constant with a copy of the numbers, so that it stays what it is. */
    public Constant {
        value = value.copy();
    }

    @Override
    public String name() {
        return "cortado.constant";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 0);
        return List.of(value.spec());
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return new Cost(0, 0);
    }
}
