package dev.cortado.training.run;

import dev.cortado.api.CortadoException;
import dev.cortado.interop.AtomicFile;
import dev.cortado.interop.Json;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.model.CortadoVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The folder of one training run.
 *
 * <p>It holds {@code config.json} (what was asked for), {@code metrics.jsonl} (what came of it, growing),
 * {@code checkpoints/} (from where it can go on) and, at the end, {@code model.safetensors}.
 */
public final class RunDirectory {

    private static final String CONFIG = "config.json";
    /** A run may be made longer when it is resumed. */
    private static final String EPOCHS = "epochs";

    private final Path path;
    private final JsonFields config;

    private RunDirectory(Path path, Map<String, Object> config) {
        this.path = path;
        this.config = new JsonFields(config, path.resolve(CONFIG).toString());
    }

    /**
     * Starts a run in a folder, which is made if it is missing.
     *
     * @param settings what the result depends on
     * @param configuration what the caller wants to find again
     * @throws CortadoException if the folder holds a run already, or cannot be written
     */
    public static RunDirectory create(Path path, Map<String, Object> settings, Map<String, ?> configuration) {
        if (Files.exists(path.resolve(CONFIG))) {
            throw CortadoException.user(
                    "run-exists",
                    path.toString(),
                    "this folder already holds a run",
                    "continue it with --resume " + path + ", or choose another folder");
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("format", 1L);
        config.put("cortado", CortadoVersion.current());
        config.put("settings", settings);
        config.put("configuration", configuration);
        AtomicFile.write(path.resolve(CONFIG), Json.writePretty(config));
        return new RunDirectory(path, config);
    }

    /**
     * Opens the folder of a run.
     *
     * @throws CortadoException if there is no run in it, or its configuration is damaged
     */
    public static RunDirectory open(Path path) {
        if (!Files.exists(path.resolve(CONFIG))) {
            throw CortadoException.user(
                    "no-run",
                    path.toString(),
                    Files.exists(path)
                            ? "there is no run in this folder: it has no " + CONFIG
                            : "there is no such folder",
                    "name the folder that 'cortado train' printed or that --out named");
        }
        RunDirectory run = new RunDirectory(path, Json.readObject(path.resolve(CONFIG)));
        if (run.config.whole("format") != 1) {
            throw CortadoException.user(
                    "run-too-new",
                    path.resolve(CONFIG).toString(),
                    "it was written by Cortado " + run.config.values().get("cortado"),
                    "use that version of Cortado");
        }
        run.settings();
        run.configuration();
        return run;
    }

    /** Returns the folder. */
    public Path path() {
        return path;
    }

    /** Returns where the trained model is saved at the end. */
    public Path model() {
        return path.resolve("model.safetensors");
    }

    /** Returns the file of metrics, one JSON object in each line. */
    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /** Returns what the result depends on. */
    public Map<String, Object> settings() {
        return config.object("settings");
    }

    /** Returns what the caller wanted to find again. */
    public Map<String, Object> configuration() {
        return config.object("configuration");
    }

    /** Returns the checkpoints. */
    public CheckpointStore checkpoints() {
        return new CheckpointStore(path.resolve("checkpoints"), hash(settings()));
    }

    /**
     * Opens the metrics for appending, after removing what lies behind a checkpoint.
     *
     * @param from where the run goes on
     */
    public MetricsLog openMetrics(Progress from) {
        return MetricsLog.open(metrics(), from);
    }

    /** Returns the epochs that the metrics tell of. */
    public List<EpochResult> history() {
        List<EpochResult> epochs = new ArrayList<>();
        for (Map<String, Object> entry : MetricsLog.read(metrics())) {
            if ("epoch".equals(entry.get("type"))) {
                epochs.add(MetricsEntry.read(new JsonFields(entry, metrics().toString())));
            }
        }
        return epochs;
    }

    /**
     * Checks that a run can go on with the given settings; only the number of epochs may differ.
     *
     * @throws CortadoException that names the first setting that differs
     */
    public void checkSettings(Map<String, Object> now) {
        Map<String, Object> then = settings();
        // Through JSON, so that an int and a long of one value are equal.
        Map<String, Object> given = Json.parseObject(Json.write(now), "settings");
        for (String name : given.keySet()) {
            if (!name.equals(EPOCHS) && !Objects.equals(given.get(name), then.get(name))) {
                throw CortadoException.user(
                        "resume-mismatch",
                        path.toString(),
                        "the run was started with " + name + " " + then.get(name) + ", but is to go on with "
                                + given.get(name),
                        "resume with the same " + name + ", or start a new run in another folder");
            }
        }
    }

    private static String hash(Map<String, Object> settings) {
        Map<String, Object> relevant = new LinkedHashMap<>(settings);
        relevant.remove(EPOCHS);
        try {
            byte[] text = Json.write(relevant).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
