package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.Cost;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Decomposable;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * Batch normalization with the statistics of the batch, and a rectifier behind it.
 *
 * <p>Operands and results are those of the normalization, but that the image is rectified.
 *
 * @param activation the rectifier
 */
public record RectifiedTraining(BatchNormTraining normalization, Activation activation) implements Decomposable {

    @Override
    public String name() {
        return "cortado.cpu.rectified_batch_norm";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        return normalization.infer(inputs);
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return normalization.cost(inputs, outputs);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> results = new ArrayList<>(inputs.get(0).scope().apply(normalization, inputs));
        results.set(0, activation.of(results.get(0)));
        return results;
    }
}
