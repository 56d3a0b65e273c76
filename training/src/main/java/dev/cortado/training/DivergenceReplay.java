package dev.cortado.training;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.graph.Variable;
import dev.cortado.core.Session;
import dev.cortado.core.decorate.CheckingBackend;
import dev.cortado.core.decorate.ForwardingBackend;
import dev.cortado.core.run.NonFiniteException;
import dev.cortado.core.run.Program;
import dev.cortado.training.data.Batch;
import java.util.Locale;
import java.util.Optional;

/** Repeats a step that left the finite numbers, with every operation checked, to name the first that did. */
final class DivergenceReplay {

    /** A tenth of an absurd rate is absurd too, so no advice goes beyond this. */
    private static final double SENSIBLE_RATE = 0.01;

    private final Session session;
    private final TrainingSettings settings;

    DivergenceReplay(Session session, TrainingSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /**
     * Returns what to throw.
     *
     * @param batch the batch of the step
     * @param step counted from 1
     * @param lastGood says from where the run can go on
     */
    DivergenceException explain(
            TrainingStep failed,
            Batch batch,
            String dataset,
            int classes,
            long step,
            int epoch,
            double rate,
            String lastGood) {
        String advice = "try a lower learning rate, such as "
                + String.format(Locale.ROOT, "%.0e", Math.min(rate / 10, SENSIBLE_RATE)) + lastGood;
        Optional<String> bad = badSample(batch, dataset);
        if (bad.isPresent()) {
            return new DivergenceException(
                    step, epoch, "input", bad.get(), rate, "mend this sample, or leave it out" + lastGood, null);
        }
        try (Session checking = Session.builder(new CheckingBackend(new Unclosed(session.backend())))
                .floatType(session.floatType())
                .seed(session.seed())
                .build()) {
            for (Variable variable : session.variables().list()) {
                checking.variables().set(variable.path(), session.variables().get(variable.path()));
            }
            Program program =
                    checking.training(settings.network(), settings.loss(), settings.optimizer(), failed.input());
            new TrainingStep(program, dataset, classes, settings.seed()).run(batch, step, rate);
            String problem = "loss or gradient were not finite, but are when every operation runs alone on backend "
                    + session.backend().name();
            return new DivergenceException(step, epoch, null, problem, rate, advice, null);
        } catch (NonFiniteException e) {
            String layer = e.origin() == null ? null : e.origin().toString();
            return new DivergenceException(step, epoch, layer, e.problem(), rate, advice, e);
        }
    }

    private static Optional<String> badSample(Batch batch, String dataset) {
        int length = batch.images().length / batch.count();
        for (int i = 0; i < batch.images().length; i++) {
            if (!Float.isFinite(batch.images()[i])) {
                return Optional.of(
                        "the image " + dataset + "[" + batch.indices()[i / length] + "] holds " + batch.images()[i]);
            }
        }
        return Optional.empty();
    }

    /** Leaves the backend open when the checking session is closed: it belongs to the other one. */
    private static final class Unclosed extends ForwardingBackend {

        Unclosed(Backend backend) {
            super(backend);
        }

        @Override
        public void close() {}
    }
}
