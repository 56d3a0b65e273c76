package dev.cortado.training;

import dev.cortado.api.CortadoException;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import dev.cortado.core.Session;
import dev.cortado.training.run.Checkpoint;
import dev.cortado.training.run.RunDirectory;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a network on a data set.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.builder(session)
 *         .network(network)
 *         .loss(SoftmaxCrossEntropyLoss.of())
 *         .optimizer(Adam.of())
 *         .learningRate(0.001)
 *         .epochs(5)
 *         .build();
 * TrainingResult result = trainer.fit(splits);
 * }</pre>
 *
 * <p>The same seed gives the same weights, bit for bit, whether or not the training was interrupted and resumed. A step
 * whose loss or gradient is not finite is not applied: the training ends with a {@link DivergenceException}.
 */
public final class Trainer {

    private final Session session;
    private final TrainingSettings settings;
    private volatile boolean stopRequested;

    Trainer(Session session, TrainingSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /** Returns a builder of a trainer that uses the given session and changes its variables. */
    public static TrainerBuilder builder(Session session) {
        return new TrainerBuilder(session);
    }

    /**
     * Trains from the start.
     *
     * @throws DivergenceException if a step gives numbers that are not finite
     * @throws CortadoException if network, loss and data do not fit, a sample cannot be read, a file cannot be written, or
     *     the run directory holds a run already
     */
    public TrainingResult fit(DataSplits splits) {
        checkData(splits);
        TrainingSteps steps = new TrainingSteps(session, settings, splits.train());
        Optional<RunDirectory> run = settings.runDirectory()
                .map(path -> RunDirectory.create(
                        path, SettingsReport.of(settings, session, splits), settings.configuration()));
        return run(splits, steps, run, Optional.empty());
    }

    /** Trains from the start on one data set and is judged by another. */
    public TrainingResult fit(Dataset train, Dataset test) {
        return fit(new DataSplits(train, test));
    }

    /**
     * Goes on with the run in the run directory, from its newest checkpoint; without one, from the start.
     *
     * <p>The weights at the end are those of a run that was never interrupted.
     *
     * @throws CortadoException if there is no run, or it was started with other settings; and as {@link #fit(DataSplits)}
     */
    public TrainingResult resume(DataSplits splits) {
        checkData(splits);
        RunDirectory run = RunDirectory.open(settings.runDirectory()
                .orElseThrow(() -> CortadoException.user(
                        "no-run", "trainer", "there is no run directory to resume", "give runDirectory(...)")));
        Map<String, Object> now = SettingsReport.of(settings, session, splits);
        run.checkSettings(now);
        TrainingSteps steps = new TrainingSteps(session, settings, splits.train());
        Optional<Checkpoint> from = run.checkpoints()
                .readNewest(notice -> settings.callbacks().forEach(callback -> callback.onNotice(notice)));
        from.ifPresent(this::checkEpochs);
        return run(splits, steps, Optional.of(run), from);
    }

    private void checkEpochs(Checkpoint from) {
        int done = from.progress().epoch();
        if (settings.epochs() < done) {
            throw CortadoException.user(
                    "run-is-further",
                    from.file().toString(),
                    "the run has done " + done + " epochs already, and only " + settings.epochs() + " are asked for",
                    "ask for at least " + done + " epochs");
        }
    }

    /** Goes on with the run in the run directory, as {@link #resume(DataSplits)} does. */
    public TrainingResult resume(Dataset train, Dataset test) {
        return resume(new DataSplits(train, test));
    }

    /**
     * Asks a training that is under way to end after its present step; any thread may ask.
     *
     * <p>A checkpoint is written if there is a run directory, and the result says {@link TrainingResult#stopped()}.
     */
    public void requestStop() {
        stopRequested = true;
    }

    private TrainingResult run(
            DataSplits splits, TrainingSteps steps, Optional<RunDirectory> run, Optional<Checkpoint> from) {
        try (RunRecorder recorder = new RunRecorder(session, settings, run, from)) {
            return new TrainingRun(session, settings, splits, steps, recorder, () -> stopRequested).execute();
        } finally {
            stopRequested = false;
        }
    }

    private static void checkData(DataSplits splits) {
        for (Dataset dataset : new Dataset[] {splits.train(), splits.test()}) {
            if (dataset.size() == 0) {
                throw CortadoException.user(
                        "empty-dataset", dataset.name(), "it has no samples", "use a data set with at least one");
            }
        }
        if (splits.train().classNames().size() < 2) {
            throw CortadoException.user(
                    "one-class",
                    splits.train().name(),
                    "it has " + splits.train().classNames().size() + " class, so there is nothing to tell apart",
                    "use a data set with at least two classes, such as a folder with one subfolder of images per class");
        }
        if (!splits.train().imageShape().equals(splits.test().imageShape())
                || !splits.train().classNames().equals(splits.test().classNames())) {
            throw CortadoException.user(
                    "splits-differ",
                    splits.test().name(),
                    "its images are " + splits.test().imageShape() + " of classes "
                            + splits.test().classNames() + ", but those of "
                            + splits.train().name() + " are " + splits.train().imageShape() + " of classes "
                            + splits.train().classNames(),
                    "use splits with images of one size and the same classes");
        }
    }
}
