package dev.cortado.training;

import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.train.Schedule;
import dev.cortado.core.Session;
import dev.cortado.training.TrainingResult.StopReason;
import dev.cortado.training.data.Augmentation;
import dev.cortado.training.data.Batch;
import dev.cortado.training.data.BatchLoader;
import dev.cortado.training.data.LoaderOptions;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.Evaluation;
import dev.cortado.training.metrics.StepResult;
import dev.cortado.training.model.Weights;
import dev.cortado.training.run.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One training from its start, or from a checkpoint, to its end. */
final class TrainingRun {

    private final Session session;
    private final TrainingSettings settings;
    private final Dataset train;
    private final Dataset test;
    private final TrainingSteps steps;
    private final RunRecorder recorder;
    private final BooleanSupplier stopRequested;
    private final Evaluator evaluator;
    private final List<EpochResult> history;
    private Progress progress;
    private Optional<String> initialChecksum = Optional.empty();
    private double learningRate;
    private EpochClock clock;

    TrainingRun(
            Session session,
            TrainingSettings settings,
            DataSplits splits,
            TrainingSteps steps,
            RunRecorder recorder,
            BooleanSupplier stopRequested) {
        this.session = session;
        this.settings = settings;
        this.train = splits.train();
        this.test = splits.test();
        this.steps = steps;
        this.recorder = recorder;
        this.stopRequested = stopRequested;
        this.evaluator = new Evaluator(
                session, settings.network(), settings.loss(), settings.batchSize(), settings.preprocessing());
        this.history = new ArrayList<>(recorder.history());
        this.progress = recorder.start();
    }

    TrainingResult execute() {
        recorder.restore();
        if (progress.step() == 0) {
            initialChecksum = Optional.of(Weights.sha256(Weights.ofModel(session)));
        }
        LoaderOptions options = LoaderOptions.shuffled(settings.batchSize(), settings.seed())
                .withThreads(settings.loaderThreads())
                .withAugmentation(Augmentation.of(
                        settings.seed(), settings.preprocessing().after(settings.augmentation())));
        try (BatchLoader loader = new BatchLoader(train, options)) {
            announce(loader.batches());
            while (progress.epoch() < settings.epochs() && !isStoppedEarly()) {
                if (!epoch(loader)) {
                    recorder.checkpoint(progress);
                    return end(StopReason.REQUESTED, Optional.empty());
                }
            }
        }
        StopReason reason = progress.epoch() < settings.epochs() ? StopReason.EARLY : StopReason.COMPLETED;
        recorder.restoreBest(progress);
        return end(reason, recorder.saveModel(train.imageShape(), train.classNames()));
    }

    private boolean isStoppedEarly() {
        return settings.earlyStopping().stops(progress);
    }

    private void announce(int batches) {
        long parameters = session.variables().list().stream()
                .filter(Variable::trainable)
                .mapToLong(variable -> variable.spec().elements())
                .sum();
        TrainingPlan plan = new TrainingPlan(
                settings.epochs(),
                batches,
                progress.step(),
                train.size(),
                test.size(),
                parameters,
                steps.memory(),
                recorder.path());
        tell(callback -> callback.onStart(plan));
    }

    /** Returns false if it ended on request before the epoch was complete. */
    private boolean epoch(BatchLoader loader) {
        int number = progress.epoch() + 1;
        tell(callback -> callback.onEpochStart(number));
        clock = new EpochClock(progress, settings.epochs(), loader.batches());
        loader.start(progress.epoch(), progress.batch());
        for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
            learn(batch, loader.batches());
            if (stopRequested.getAsBoolean()) {
                return false;
            }
        }
        double seconds = clock.seconds();
        double imagesPerSecond = clock.imagesPerSecond(progress);
        Evaluation evaluation = evaluator.evaluate(test, stopRequested);
        if (evaluation == null) {
            return false;
        }
        tell(callback -> callback.onEvaluation(number, evaluation));
        EpochResult result = new EpochResult(
                number,
                progress.step(),
                progress.meanLoss(),
                progress.accuracy(),
                evaluation.loss(),
                evaluation.accuracy(),
                learningRate,
                seconds,
                imagesPerSecond);
        history.add(result);
        progress = progress.nextEpoch(settings.earlyStopping().best(progress.best(), result));
        recorder.afterEpoch(result, progress);
        tell(callback -> callback.onEpochEnd(result));
        return true;
    }

    private void learn(Batch batch, int batches) {
        long total = (long) settings.epochs() * batches;
        learningRate = settings.schedule()
                .learningRate(settings.learningRate(), new Schedule.Progress(progress.step(), batches, total));
        TrainingStep step = steps.of(batch.count());
        long number = progress.step() + 1;
        if (!step.run(batch, number, learningRate)) {
            DivergenceException problem = new DivergenceReplay(session, settings)
                    .explain(
                            step,
                            batch,
                            train.name(),
                            train.classNames().size(),
                            number,
                            progress.epoch() + 1,
                            learningRate,
                            recorder.lastGood());
            recorder.diverged(problem);
            throw problem;
        }
        double loss = step.loss();
        double norm = step.gradientNorm();
        progress = progress.afterStep(loss, step.correct(batch), batch.count());
        StepResult result = new StepResult(
                number,
                progress.epoch() + 1,
                progress.batch(),
                batches,
                batch.count(),
                loss,
                progress.meanLoss(),
                progress.accuracy(),
                norm,
                learningRate,
                clock.imagesPerSecond(progress),
                clock.secondsLeft(progress));
        tell(callback -> callback.onStep(result));
        recorder.afterStep(result, progress);
    }

    private TrainingResult end(StopReason reason, Optional<Path> model) {
        TrainingResult result = new TrainingResult(
                history,
                reason,
                progress.step(),
                progress.best().epoch(),
                initialChecksum,
                Weights.sha256(Weights.ofModel(session)),
                model);
        tell(callback -> callback.onEnd(result));
        return result;
    }

    private void tell(Consumer<TrainingCallback> message) {
        settings.callbacks().forEach(message);
    }
}
