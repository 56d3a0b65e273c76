package dev.cortado.training;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.data.Dataset;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.core.run.ProgramMemory;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The training steps for all batch sizes of a data set: the full one, and that of a smaller last batch. */
final class TrainingSteps {

    private final Map<Integer, TrainingStep> bySize = new HashMap<>();

    /**
     * Compiles the steps, so that what does not fit shows before the first file is written or sample read.
     *
     * @throws dev.cortado.api.CortadoException if network, loss and data set do not fit
     */
    TrainingSteps(Session session, TrainingSettings settings, Dataset train) {
        int full = Math.min(settings.batchSize(), train.size());
        compile(full, session, settings, train);
        if (train.size() % full > 0) {
            compile(train.size() % full, session, settings, train);
        }
    }

    private void compile(int samples, Session session, TrainingSettings settings, Dataset train) {
        TensorSpec input =
                new TensorSpec(session.floatType(), train.imageShape().insert(0, samples));
        Program program = session.training(settings.network(), settings.loss(), settings.optimizer(), input);
        bySize.put(
                samples,
                new TrainingStep(program, train.name(), train.classNames().size(), settings.seed()));
    }

    /** Returns what memory the largest step needs. */
    ProgramMemory memory() {
        return bySize.get(Collections.max(bySize.keySet())).memory();
    }

    /** Returns the step for a number of samples that occurs in the data set. */
    TrainingStep of(int samples) {
        return bySize.get(samples);
    }
}
