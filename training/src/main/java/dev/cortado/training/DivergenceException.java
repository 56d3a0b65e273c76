package dev.cortado.training;

import dev.cortado.api.CortadoException;
import java.util.Locale;

/** Says at which step, layer and operation a training left the finite numbers; that step was not applied. */
public final class DivergenceException extends CortadoException {

    private static final long serialVersionUID = 1L;

    private final long step;
    private final String layer;
    private final String problem;
    private final double learningRate;

    DivergenceException(
            long step, int epoch, String layer, String problem, double learningRate, String fix, Throwable cause) {
        super(
                Category.USER,
                "diverged",
                layer,
                "training diverged in step " + step + " (epoch " + epoch + ", learning rate "
                        + String.format(Locale.ROOT, "%.3g", learningRate) + "): " + problem,
                fix,
                cause);
        this.step = step;
        this.layer = layer;
        this.problem = problem;
        this.learningRate = learningRate;
    }

    /** Returns the step, counted from 1. */
    public long step() {
        return step;
    }

    /** Returns the path of the layer and the stage, such as {@code conv1 (backward)}. */
    public String layer() {
        return layer;
    }

    /** Returns which operation gave what. */
    public String problem() {
        return problem;
    }

    /** Returns the learning rate of the step. */
    public double learningRate() {
        return learningRate;
    }
}
