package dev.cortado.api.op;

import dev.cortado.api.Cost;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * A value known before anything runs.
 *
 * @param value the numbers; never written to
 */
@Stability.Stable
public record Constant(HostTensor value) implements Op {

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
