package dev.cortado.conformance;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.train.Loss;
import dev.cortado.core.Session;
import java.util.List;
import java.util.Optional;

/**
 * Checks a loss in every respect that does not need an expected value.
 *
 * <p>{@code new LossConformance(plugin.losses()).check(ComponentSpec.of("mean_squared_error"), 7, 5)}.
 */
public final class LossConformance extends ComponentConformance<Loss> {

    /** Creates a check of losses of the given types. */
    public LossConformance(List<ComponentType<Loss>> types) {
        super(types);
    }

    /**
     * Checks a loss: gradient, element types, determinism, the mean over a batch, options, and what it says to a wrong shape.
     *
     * @param spec how it is made
     * @param predictionSizes shape of a prediction, the batch first, the classes second
     */
    public void check(ComponentSpec spec, int... predictionSizes) {
        Loss loss = create(spec);
        configuration(spec);
        Samples samples = new Samples(31);
        HostTensor prediction = samples.distinctUpTo(2, predictionSizes);
        HostTensor target = target(loss, prediction, samples);
        gradient(loss, prediction, target);
        values(loss, prediction, target);
        mean(loss, prediction, target);
        wrongShape(loss);
    }

    private static HostTensor target(Loss loss, HostTensor prediction, Samples samples) {
        TensorSpec spec = loss.target(prediction.spec());
        int[] sizes = spec.shape().toArray();
        return spec.dtype().isFloating()
                ? samples.distinct(sizes).cast(spec.dtype())
                : samples.integers(prediction.shape().size(1), sizes).cast(spec.dtype());
    }

    private static void gradient(Loss loss, HostTensor prediction, HostTensor target) {
        try (GradientCheck check = new GradientCheck()) {
            check.function(loss.toString(), List.of(prediction, target), x -> List.of(loss.loss(x.get(0), x.get(1))))
                    .assertRight();
        }
    }

    private static void values(Loss loss, HostTensor prediction, HostTensor target) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            HostTensor typed = prediction.cast(dtype);
            HostTensor goal = target.dtype().isFloating() ? target.cast(dtype) : target;
            TensorSpec wanted = loss.target(typed.spec());
            expect(wanted.equals(goal.spec()), loss, "wants a target " + wanted + " for a prediction " + typed.spec());
            HostTensor value = value(loss, typed, goal);
            expect(value.shape().rank() == 0, loss, "gives " + value.spec() + ", which is no scalar");
            expect(value.dtype() == dtype, loss, "gives " + value.spec() + " for a prediction of " + dtype);
            expect(Double.isFinite(value.scalar()), loss, "gives " + value.scalar());
            expect(value.equals(value(loss, typed, goal)), loss, "gives other bits in a second run");
        }
    }

    /** A batch that is given twice must have the same mean. */
    private static void mean(Loss loss, HostTensor prediction, HostTensor target) {
        double once = value(loss, prediction, target).scalar();
        double twice = value(loss, doubled(prediction), doubled(target)).scalar();
        double bound = Tolerance.TRANSCENDENTAL.bound(
                DType.FLOAT64, prediction.spec().elements(), Math.max(1, Math.abs(once)));
        expect(
                Math.abs(once - twice) <= bound,
                loss,
                "is " + once + " for a batch and " + twice + " for the batch twice, so it is no mean");
    }

    private static HostTensor doubled(HostTensor batch) {
        int count = batch.spec().elements();
        HostTensor twice = HostTensor.zeros(batch.spec()
                .with(batch.shape().with(0, 2 * batch.shape().size(0))));
        for (int i = 0; i < 2 * count; i++) {
            twice.set(i, batch.get(i % count));
        }
        return twice;
    }

    private static void wrongShape(Loss loss) {
        TensorSpec wrong = TensorSpec.of(DType.FLOAT32, 97);
        Optional<CortadoException> refusal = refusal(() -> loss.target(wrong));
        refusal.ifPresent(e -> expectHelpful(loss, e, "97"));
    }

    private static HostTensor value(Loss loss, HostTensor prediction, HostTensor target) {
        try (Session session = ReferenceSessions.open(prediction.dtype())) {
            Tensor value = loss.loss(
                    session.eager().tensor(prediction), session.eager().tensor(target));
            return value.value();
        }
    }
}
