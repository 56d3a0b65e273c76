package dev.cortado.training;

import dev.cortado.api.CortadoException;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.Schedule;
import dev.cortado.core.Session;
import dev.cortado.training.data.Transform;
import dev.cortado.training.model.Preprocessing;
import dev.cortado.training.run.CheckpointPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets up a {@link Trainer}; network, loss and optimizer must be given. */
public final class TrainerBuilder {

    private final Session session;
    private Layer network;
    private Loss loss;
    private Optimizer optimizer;
    private Schedule schedule = (base, progress) -> base;
    private double learningRate = 0.01;
    private int epochs = 5;
    private int batchSize = 64;
    private long seed;
    private final List<Transform> augmentation = new ArrayList<>();
    private Preprocessing preprocessing = Preprocessing.none();
    private int loaderThreads = 1;
    private final List<TrainingCallback> callbacks = new ArrayList<>();
    private EarlyStopping earlyStopping = EarlyStopping.never();
    private Path runDirectory;
    private CheckpointPolicy checkpoints = CheckpointPolicy.everyEpoch();
    private Map<String, Object> configuration = Map.of();
    private long logEvery = 50;

    TrainerBuilder(Session session) {
        this.session = session;
        this.seed = session.seed();
    }

    /** Sets what is trained. */
    public TrainerBuilder network(Layer value) {
        network = value;
        return this;
    }

    /** Sets what is to become small. */
    public TrainerBuilder loss(Loss value) {
        loss = value;
        return this;
    }

    /** Sets how parameters follow their gradients. */
    public TrainerBuilder optimizer(Optimizer value) {
        optimizer = value;
        return this;
    }

    /** Sets how the learning rate changes; it stays the same if not set. */
    public TrainerBuilder schedule(Schedule value) {
        schedule = value;
        return this;
    }

    /** Sets the learning rate from which the schedule starts; 0.01 if not set. */
    public TrainerBuilder learningRate(double value) {
        learningRate = value;
        return this;
    }

    /** Sets how often every sample is seen; 5 times if not set. */
    public TrainerBuilder epochs(int value) {
        epochs = value;
        return this;
    }

    /** Sets how many samples a step learns from; 64 if not set. */
    public TrainerBuilder batchSize(int value) {
        batchSize = value;
        return this;
    }

    /** Sets what order, augmentation and dropout derive from; the session's seed if not set. */
    public TrainerBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** Adds random changes of the training images; normalization belongs to {@link #preprocessing}. */
    public TrainerBuilder augment(Transform... transforms) {
        augmentation.addAll(List.of(transforms));
        return this;
    }

    /** Adds random changes of the training images; normalization belongs to {@link #preprocessing}. */
    public TrainerBuilder augment(List<? extends Transform> transforms) {
        augmentation.addAll(transforms);
        return this;
    }

    /** Sets what is done to every image, in training and ever after; nothing if not set. */
    public TrainerBuilder preprocessing(Preprocessing value) {
        preprocessing = value;
        return this;
    }

    /** Sets how many threads prepare images; 1 if not set. The result does not depend on it. */
    public TrainerBuilder loaderThreads(int value) {
        loaderThreads = value;
        return this;
    }

    /** Adds somebody who follows the training. */
    public TrainerBuilder callback(TrainingCallback value) {
        callbacks.add(value);
        return this;
    }

    /** Sets when the training ends before its last epoch; never if not set. */
    public TrainerBuilder earlyStopping(EarlyStopping value) {
        earlyStopping = value;
        return this;
    }

    /** Sets the folder for configuration, metrics, checkpoints and model; nothing is written if not set. */
    public TrainerBuilder runDirectory(Path value) {
        runDirectory = value;
        return this;
    }

    /** Sets when checkpoints are written; at the end of each epoch if not set. */
    public TrainerBuilder checkpoints(CheckpointPolicy value) {
        checkpoints = value;
        return this;
    }

    /** Sets what {@code config.json} keeps for the caller: texts, numbers, truth values, lists and maps of these. */
    public TrainerBuilder configuration(Map<String, ?> value) {
        configuration = new LinkedHashMap<>(value);
        return this;
    }

    /** Sets after how many steps an entry is added to {@code metrics.jsonl}; 50 if not set, 0 for never. */
    public TrainerBuilder logEvery(long steps) {
        logEvery = steps;
        return this;
    }

    /**
     * Returns the trainer.
     *
     * @throws CortadoException if something is missing or out of range
     */
    public Trainer build() {
        required("network", network);
        required("loss", loss);
        required("optimizer", optimizer);
        range("learning rate", learningRate, learningRate > 0 && Double.isFinite(learningRate), "a number above 0");
        range("epochs", epochs, epochs >= 1, "at least 1");
        range("batch size", batchSize, batchSize >= 1, "at least 1");
        range("loader threads", loaderThreads, loaderThreads >= 1, "at least 1");
        range("log every", logEvery, logEvery >= 0, "at least 0");
        for (Transform transform : augmentation) {
            if (!transform.isRandom()) {
                throw CortadoException.user(
                        "augmentation-not-random",
                        "trainer",
                        transform.getClass().getSimpleName() + " is not random, so it must happen in evaluation too",
                        "give it as preprocessing, which is also stored in the model");
            }
        }
        TrainingSettings settings = new TrainingSettings(
                network,
                loss,
                optimizer,
                schedule,
                learningRate,
                epochs,
                batchSize,
                seed,
                List.copyOf(augmentation),
                preprocessing,
                loaderThreads,
                List.copyOf(callbacks),
                earlyStopping,
                Optional.ofNullable(runDirectory),
                checkpoints,
                configuration,
                logEvery);
        return new Trainer(session, settings);
    }

    private static void required(String name, Object value) {
        if (value == null) {
            throw CortadoException.user(
                    "trainer-incomplete",
                    "trainer",
                    "no " + name + " is given",
                    "call " + name + "(...) on the builder");
        }
    }

    private static void range(String name, Number value, boolean usable, String expected) {
        if (!usable) {
            throw CortadoException.user(
                    "trainer-setting", "trainer", "the " + name + " is " + value, "use " + expected);
        }
    }
}
