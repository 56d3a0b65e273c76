package dev.cortado.training;

import dev.cortado.api.CortadoException;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import dev.cortado.core.Session;
import dev.cortado.interop.ComponentJson;
import dev.cortado.training.data.Transform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Says what the result of a run depends on, so that a run is not resumed as another one. */
final class SettingsReport {

    private SettingsReport() {}

    static Map<String, Object> of(TrainingSettings settings, Session session, DataSplits splits) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("epochs", settings.epochs());
        report.put("batch_size", settings.batchSize());
        report.put("learning_rate", settings.learningRate());
        report.put("seed", settings.seed());
        report.put("session_seed", session.seed());
        report.put("float_type", session.floatType().name());
        report.put("network", network(settings));
        report.put("loss", text(settings.loss()));
        report.put("optimizer", text(settings.optimizer()));
        report.put("schedule", text(settings.schedule()));
        report.put(
                "augmentation",
                settings.augmentation().stream().map(SettingsReport::text).toList());
        report.put("mean", settings.preprocessing().mean());
        report.put("std", settings.preprocessing().std());
        report.put("train", dataset(splits.train()));
        report.put("test", dataset(splits.test()));
        return report;
    }

    private static Object network(TrainingSettings settings) {
        try {
            return ComponentJson.toTree(settings.network().describe());
        } catch (CortadoException e) {
            return text(settings.network());
        }
    }

    private static String dataset(Dataset dataset) {
        return dataset.name() + ": " + dataset.size() + " images " + dataset.imageShape() + ", "
                + dataset.classNames().size() + " classes";
    }

    /** Describes records by their components where these say the same in every process, and others by their class. */
    private static Object text(Object part) {
        Optional<Map<String, Object>> tree = RecordTree.of(part);
        if (tree.isPresent()) {
            return tree.get();
        }
        Class<?> type = part.getClass();
        if (type.isHidden() || type.isSynthetic()) {
            return part instanceof Transform ? "a transform" : "a function";
        }
        String own = String.valueOf(part);
        boolean stable = type.isRecord() && !own.contains("@") && !own.contains("Lambda");
        return stable ? own : type.getName();
    }
}
