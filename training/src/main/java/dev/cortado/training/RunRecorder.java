package dev.cortado.training;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.graph.Variable;
import dev.cortado.core.Session;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.StepResult;
import dev.cortado.training.model.ModelFile;
import dev.cortado.training.model.Weights;
import dev.cortado.training.run.Checkpoint;
import dev.cortado.training.run.CheckpointPolicy;
import dev.cortado.training.run.MetricsEntry;
import dev.cortado.training.run.MetricsLog;
import dev.cortado.training.run.Progress;
import dev.cortado.training.run.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Keeps what must outlive a training: in its run directory, if it has one, and the best weights where they are wanted. */
final class RunRecorder implements AutoCloseable {

    private final Session session;
    private final TrainingSettings settings;
    private final Optional<RunDirectory> run;
    private final Optional<Checkpoint> from;
    private final Optional<MetricsLog> log;
    private long lastStep;
    private long lastNanos = System.nanoTime();
    private Map<String, HostTensor> bestWeights;

    RunRecorder(Session session, TrainingSettings settings, Optional<RunDirectory> run, Optional<Checkpoint> from) {
        this.session = session;
        this.settings = settings;
        this.run = run;
        this.from = from;
        this.lastStep = start().step();
        this.log = run.map(directory -> directory.openMetrics(start()));
    }

    /** Returns where the training starts or goes on. */
    Progress start() {
        return from.map(Checkpoint::progress).orElse(Progress.start());
    }

    /** Returns the epochs before the start. */
    List<EpochResult> history() {
        return run.map(RunDirectory::history).orElse(List.of());
    }

    Optional<Path> path() {
        return run.map(RunDirectory::path);
    }

    /** Sets the variables to those of the checkpoint, once the network has declared them. */
    void restore() {
        from.ifPresent(checkpoint -> restore(checkpoint, true));
    }

    private void restore(Checkpoint checkpoint, boolean exactly) {
        TreeSet<String> declared = new TreeSet<>();
        session.variables().list().stream().map(Variable::path).forEach(declared::add);
        TreeSet<String> stored = new TreeSet<>(checkpoint.variables().keySet());
        if (exactly && !declared.equals(stored)) {
            TreeSet<String> missing = new TreeSet<>(declared);
            missing.removeAll(stored);
            stored.removeAll(declared);
            throw CortadoException.user(
                    "checkpoint-mismatch",
                    checkpoint.file().toString(),
                    "it does not fit the network and optimizer: it lacks " + missing + " and has " + stored,
                    "resume with the network and the optimizer of the run");
        }
        checkpoint.variables().forEach(session.variables()::set);
    }

    /** Writes what is due after a step. */
    void afterStep(StepResult step, Progress progress) {
        if (settings.logEvery() > 0 && step.step() % settings.logEvery() == 0) {
            log.ifPresent(open -> open.append(MetricsEntry.of(step)));
        }
        // The last batch of an epoch is followed by the epoch's own checkpoint.
        if (run.isPresent() && progress.batch() < step.batches() && isDue(progress)) {
            checkpoint(progress);
        }
    }

    private boolean isDue(Progress progress) {
        CheckpointPolicy policy = settings.checkpoints();
        boolean steps = policy.everySteps() > 0 && progress.step() - lastStep >= policy.everySteps();
        boolean time = !policy.every().isZero()
                && System.nanoTime() - lastNanos >= policy.every().toNanos();
        return steps || time;
    }

    /** Writes what is due after an epoch. */
    void afterEpoch(EpochResult epoch, Progress progress) {
        log.ifPresent(open -> open.append(MetricsEntry.of(epoch)));
        checkpoint(progress);
        boolean best = progress.best().epoch() == epoch.epoch();
        if (best && run.isEmpty() && settings.earlyStopping().restoreBest()) {
            bestWeights = Weights.ofModel(session);
        }
    }

    /** Writes a checkpoint if there is a run directory. */
    void checkpoint(Progress progress) {
        if (run.isEmpty()) {
            return;
        }
        Path file = run.get()
                .checkpoints()
                .write(progress, Weights.all(session), settings.checkpoints().keepLast());
        lastStep = progress.step();
        lastNanos = System.nanoTime();
        settings.callbacks().forEach(callback -> callback.onCheckpoint(file));
    }

    /** Writes down that a step left the finite numbers. */
    void diverged(DivergenceException e) {
        log.ifPresent(open -> open.append(Map.of("type", "divergence", "step", e.step(), "message", e.getMessage())));
    }

    /** Returns, for the end of a message, from where the run can go on. */
    String lastGood() {
        return run.flatMap(directory -> directory.checkpoints().newest())
                .map(file -> "; the last good checkpoint is " + file)
                .orElse("");
    }

    /** Puts the best weights in place if they are wanted and are not the last. */
    void restoreBest(Progress progress) {
        boolean wanted = settings.earlyStopping().restoreBest()
                && progress.best().epoch() > 0
                && progress.best().step() != progress.step();
        if (!wanted) {
            return;
        }
        if (run.isPresent()) {
            restore(run.get().checkpoints().read(progress.best().step()), false);
        } else {
            bestWeights.forEach(session.variables()::set);
        }
    }

    /** Saves the model if there is a run directory; networks that cannot be described are reported and left out. */
    Optional<Path> saveModel(Shape image, List<String> classNames) {
        if (run.isEmpty()) {
            return Optional.empty();
        }
        try {
            ModelFile.of(session, settings.network(), image, classNames, settings.preprocessing())
                    .save(run.get().model());
            return Optional.of(run.get().model());
        } catch (CortadoException e) {
            if (e.category() != CortadoException.Category.USER) {
                throw e;
            }
            String notice = "the model is not saved: " + e.getMessage() + "; its weights are in the last checkpoint";
            settings.callbacks().forEach(callback -> callback.onNotice(notice));
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        log.ifPresent(MetricsLog::close);
    }
}
