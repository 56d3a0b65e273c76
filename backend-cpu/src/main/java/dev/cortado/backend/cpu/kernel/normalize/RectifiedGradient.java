package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.Cost;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of {@link RectifiedTraining}, which finds out from x where the rectifier lets the gradient pass.
 *
 * <p>Operands: those of the gradient of the normalization, with the gradient of the rectified result, and the shift. Results
 * are those of the gradient of the normalization.
 *
 * @param activation the rectifier
 */
public record RectifiedGradient(BatchNormGradient normalization, Activation activation) implements Decomposable {

    private static final int DY = 4;
    private static final int SHIFT = 5;

    @Override
    public String name() {
        return "cortado.cpu.rectified_batch_norm_gradient";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        return normalization.infer(inputs.subList(0, SHIFT));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return normalization.cost(inputs.subList(0, SHIFT), outputs);
    }

    /** Returns from where on the rectifier stops; no number is at least NaN. */
    public float stop() {
        return activation == Activation.RELU6 ? activation.ceiling() : Float.NaN;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> forward = List.of(inputs.get(0), inputs.get(1), inputs.get(SHIFT), inputs.get(2), inputs.get(3));
        Tensor z = inputs.get(0)
                .scope()
                .apply(new BatchNormInference(normalization.epsilon()), forward)
                .get(0);
        Tensor dy = inputs.get(DY);
        Tensor below = z.scalar(Binary.Kind.GREATER_EQUAL, stop()).select(dy.filled(dy.shape(), 0), dy);
        List<Tensor> operands = new ArrayList<>(inputs.subList(0, SHIFT));
        operands.set(DY, z.relu().apply(new RectifierGradient(0), below));
        return inputs.get(0).scope().apply(normalization, operands);
    }
}
