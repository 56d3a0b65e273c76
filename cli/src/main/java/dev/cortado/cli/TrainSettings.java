package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.interop.ComponentJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a training run was asked for, as its folder keeps it for a resume.
 *
 * @param model the model as the user named it
 * @param network the layers, so that a resume does not depend on a model file
 * @param data the data set as the user named it
 * @param trainSize training images; null for all
 * @param testSize test images; null for all
 * @param imageSize what photographs are made into
 * @param backend the name of the backend
 * @param epochs times through the data
 * @param batch images per step
 * @param learningRate the base rate
 * @param optimizer the optimizer
 * @param schedule how the rate changes
 * @param augment the random transforms, as the flag states them
 * @param seed where all random numbers come from
 */
record TrainSettings(
        String model,
        ComponentSpec network,
        String data,
        Integer trainSize,
        Integer testSize,
        String imageSize,
        String backend,
        int epochs,
        int batch,
        double learningRate,
        ComponentSpec optimizer,
        ComponentSpec schedule,
        String augment,
        long seed) {

    /** The loss of every training from the command line. */
    static final String LOSS = "softmax_cross_entropy";

    /** Returns these settings with another number of epochs. */
    TrainSettings withEpochs(int count) {
        return new TrainSettings(
                model,
                network,
                data,
                trainSize,
                testSize,
                imageSize,
                backend,
                count,
                batch,
                learningRate,
                optimizer,
                schedule,
                augment,
                seed);
    }

    /** Returns the settings as JSON values. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", model);
        map.put("network", ComponentJson.toTree(network));
        map.put("data", data);
        map.put("train_size", trainSize);
        map.put("test_size", testSize);
        map.put("image_size", imageSize);
        map.put("backend", backend);
        map.put("epochs", epochs);
        map.put("batch", batch);
        map.put("learning_rate", learningRate);
        map.put("optimizer", ComponentJson.toTree(optimizer));
        map.put("schedule", ComponentJson.toTree(schedule));
        map.put("augment", augment);
        map.put("seed", seed);
        return map;
    }

    /**
     * Returns the settings of a run.
     *
     * @param where the run, for messages
     * @throws CortadoException if they are not complete, as in a run that was not started by the command line
     */
    static TrainSettings fromMap(Map<String, Object> map, String where) {
        Reader reader = new Reader(map, where);
        return new TrainSettings(
                reader.text("model"),
                ComponentJson.fromTree(map.get("network"), where),
                reader.text("data"),
                reader.integerOrNull("train_size"),
                reader.integerOrNull("test_size"),
                reader.text("image_size"),
                reader.text("backend"),
                (int) reader.number("epochs").longValue(),
                (int) reader.number("batch").longValue(),
                reader.number("learning_rate").doubleValue(),
                ComponentJson.fromTree(map.get("optimizer"), where),
                ComponentJson.fromTree(map.get("schedule"), where),
                reader.text("augment"),
                reader.number("seed").longValue());
    }

    private record Reader(Map<String, Object> map, String where) {

        String text(String name) {
            return map.get(name) instanceof String text ? text : fail(name);
        }

        Number number(String name) {
            return map.get(name) instanceof Number number ? number : fail(name);
        }

        Integer integerOrNull(String name) {
            return map.get(name) == null ? null : Integer.valueOf(number(name).intValue());
        }

        private <T> T fail(String name) {
            throw CortadoException.user(
                    "run-incomplete",
                    where,
                    "its configuration does not say '" + name + "', but holds " + map.get(name),
                    "only runs that 'cortado train' started can be resumed by it");
        }
    }
}
