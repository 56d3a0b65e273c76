package dev.cortado.training;

import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.Schedule;
import dev.cortado.training.data.Transform;
import dev.cortado.training.model.Preprocessing;
import dev.cortado.training.run.CheckpointPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was asked of a trainer. */
record TrainingSettings(
        Layer network,
        Loss loss,
        Optimizer optimizer,
        Schedule schedule,
        double learningRate,
        int epochs,
        int batchSize,
        long seed,
        List<Transform> augmentation,
        Preprocessing preprocessing,
        int loaderThreads,
        List<TrainingCallback> callbacks,
        EarlyStopping earlyStopping,
        Optional<Path> runDirectory,
        CheckpointPolicy checkpoints,
        Map<String, Object> configuration,
        long logEvery) {}
