package dev.cortado.training;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Loss;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.training.data.Augmentation;
import dev.cortado.training.data.Batch;
import dev.cortado.training.data.BatchLoader;
import dev.cortado.training.data.LoaderOptions;
import dev.cortado.training.metrics.ClassScores;
import dev.cortado.training.metrics.Evaluation;
import dev.cortado.training.model.Preprocessing;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Judges a network by a data set: loss, accuracy, top-k and confusion matrix. */
public final class Evaluator {

    private final Session session;
    private final Layer network;
    private final Loss loss;
    private final LoaderOptions options;

    /**
     * Creates an evaluator.
     *
     * @param session holds the weights
     * @param batchSize how many images go through the network together; the result does not depend on it but for rounding
     * @param preprocessing what is done to each image first
     */
    public Evaluator(Session session, Layer network, Loss loss, int batchSize, Preprocessing preprocessing) {
        this.session = session;
        this.network = network;
        this.loss = loss;
        this.options =
                LoaderOptions.inOrder(batchSize).withAugmentation(Augmentation.of(0, preprocessing.after(List.of())));
    }

    /**
     * Judges the network with the present weights.
     *
     * @throws dev.cortado.api.CortadoException if network, loss and data set do not fit, or a sample cannot be read
     */
    public Evaluation evaluate(Dataset dataset) {
        return evaluate(dataset, () -> false);
    }

    /** Judges the network unless told to stop on the way; then it returns null. */
    Evaluation evaluate(Dataset dataset, BooleanSupplier stop) {
        long start = System.nanoTime();
        int classes = dataset.classNames().size();
        ClassScores scores = new ClassScores(classes);
        double lossSum = 0;
        BatchFeed feed = null;
        try (BatchLoader loader = new BatchLoader(dataset, options)) {
            loader.start(0, 0);
            for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
                if (stop.getAsBoolean()) {
                    return null;
                }
                Program program = program(batch);
                if (feed == null || feed.program() != program) {
                    feed = new BatchFeed(program, dataset.name(), classes);
                }
                feed.set(batch);
                program.run();
                scores.add(feed.scores(), batch.labels());
                lossSum += program.output("loss").scalar() * batch.count();
            }
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new Evaluation(dataset.name(), dataset.size(), lossSum / Math.max(1, dataset.size()), scores, seconds);
    }

    private Program program(Batch batch) {
        return session.evaluation(network, loss, new TensorSpec(session.floatType(), batch.shape()));
    }
}
