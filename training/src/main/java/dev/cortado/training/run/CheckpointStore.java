package dev.cortado.training.run;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.interop.AtomicFile;
import dev.cortado.interop.Json;
import dev.cortado.interop.SafetensorsFile;
import dev.cortado.training.model.Weights;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The checkpoints of a run: for each a safetensors file with all variables and a JSON file with the rest.
 *
 * <p>A checkpoint exists once its JSON file is in place, which is the last to be written and holds the checksum of the
 * variables. So there is no moment at which stopping the process leaves less than the checkpoint before.
 */
public final class CheckpointStore {

    private static final String PREFIX = "step-";
    private static final String JSON = ".json";
    private static final String TENSORS = ".safetensors";
    private static final long FORMAT = 1;

    private final Path folder;
    private final String settingsHash;

    CheckpointStore(Path folder, String settingsHash) {
        this.folder = folder;
        this.settingsHash = settingsHash;
    }

    /**
     * Writes a checkpoint and then removes those that are no longer needed.
     *
     * @param keepLast how many of the newest to keep; the one of the best epoch is kept too
     * @return the file with the variables
     * @throws CortadoException if it cannot be written; the checkpoints before are kept
     */
    public Path write(Progress progress, Map<String, HostTensor> variables, int keepLast) {
        Path tensors = file(progress.step(), TENSORS);
        try {
            SafetensorsFile.write(tensors, variables, Map.of());
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("format", FORMAT);
            json.put("settings", settingsHash);
            json.put("variables", checksum(variables));
            json.putAll(progress.toJson());
            AtomicFile.write(file(progress.step(), JSON), Json.writePretty(json));
        } catch (CortadoException e) {
            throw CortadoException.resource(
                    "checkpoint-not-written",
                    tensors.toString(),
                    "the checkpoint of step " + progress.step() + " is not written: " + e.getMessage() + "; "
                            + lastGood(),
                    "then continue the run with --resume "
                            + folder.toAbsolutePath().getParent(),
                    e);
        }
        removeOld(progress, keepLast);
        return tensors;
    }

    private String lastGood() {
        List<Long> steps = steps();
        return steps.isEmpty() ? "there is none before it" : "the one of step " + steps.get(0) + " is kept";
    }

    /** Returns the file of the newest checkpoint; empty if there is none yet. */
    public Optional<Path> newest() {
        return steps().stream().findFirst().map(step -> file(step, TENSORS));
    }

    /**
     * Reads the newest checkpoint that is whole.
     *
     * @param notice is told of damaged ones that are passed over
     * @return empty if the run has no checkpoint yet
     * @throws CortadoException if there are checkpoints but none can be used
     */
    public Optional<Checkpoint> readNewest(Consumer<String> notice) {
        CortadoException problem = null;
        for (long step : steps()) {
            try {
                Checkpoint checkpoint = read(step);
                if (problem != null) {
                    notice.accept(problem.getMessage() + "; going on from step " + step + " instead");
                }
                return Optional.of(checkpoint);
            } catch (CortadoException e) {
                if (e.code().equals("checkpoint-foreign")) {
                    throw e;
                }
                problem = problem == null ? e : problem;
            }
        }
        if (problem == null) {
            return Optional.empty();
        }
        throw CortadoException.user(
                "checkpoint-damaged",
                folder.toString(),
                "no checkpoint in this folder can be used: " + problem.getMessage(),
                "start a new run in another folder");
    }

    /**
     * Reads the checkpoint of one step.
     *
     * @throws CortadoException if it is damaged or belongs to a run with other settings
     */
    public Checkpoint read(long step) {
        Path jsonFile = file(step, JSON);
        JsonFields json = new JsonFields(Json.readObject(jsonFile), jsonFile.toString());
        if (!json.text("settings").equals(settingsHash)) {
            throw CortadoException.user(
                    "checkpoint-foreign",
                    jsonFile.toString(),
                    "this checkpoint was written by a run with other settings",
                    "put back the checkpoints of this run, or start a new one");
        }
        Progress progress = Progress.fromJson(json);
        Path tensorFile = file(step, TENSORS);
        Map<String, HostTensor> variables = SafetensorsFile.read(tensorFile).tensors();
        String checksum = checksum(variables);
        if (progress.step() != step || !checksum.equals(json.text("variables"))) {
            throw CortadoException.user(
                    "checkpoint-damaged",
                    tensorFile.toString(),
                    "its variables do not have the checksum that " + jsonFile.getFileName() + " states",
                    "remove both files; the run goes on from the checkpoint before");
        }
        return new Checkpoint(progress, variables, tensorFile);
    }

    /** The file may keep the variables in another order, so they are summed by name. */
    private static String checksum(Map<String, HostTensor> variables) {
        return Weights.sha256(new TreeMap<>(variables));
    }

    /** Returns the steps of all checkpoints, newest first. */
    private List<Long> steps() {
        List<Long> steps = new ArrayList<>();
        for (Path file : list()) {
            String name = file.getFileName().toString();
            if (name.endsWith(JSON)) {
                step(name, JSON).ifPresent(steps::add);
            }
        }
        steps.sort(Comparator.reverseOrder());
        return steps;
    }

    private void removeOld(Progress progress, int keepLast) {
        // Later ones are damaged ones that were passed over on resuming.
        List<Long> kept = new ArrayList<>(steps().stream()
                .filter(step -> step <= progress.step())
                .limit(keepLast)
                .toList());
        kept.add(progress.best().step());
        try {
            for (Path file : list()) {
                String name = file.getFileName().toString();
                Optional<Long> step = step(name, JSON).or(() -> step(name, TENSORS));
                boolean unfinished = name.startsWith(PREFIX) && name.endsWith(".part");
                if (unfinished || step.isPresent() && !kept.contains(step.get())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw AtomicFile.failure(folder, e);
        }
    }

    /** Lists the folder with every JSON file before its tensors, so that half a checkpoint never looks whole. */
    private List<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(files::add);
        } catch (IOException e) {
            throw AtomicFile.failure(folder, e);
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    private Path file(long step, String ending) {
        return folder.resolve(String.format(Locale.ROOT, "%s%010d%s", PREFIX, step, ending));
    }

    private static Optional<Long> step(String name, String ending) {
        if (!name.startsWith(PREFIX) || !name.endsWith(ending)) {
            return Optional.empty();
        }
        String digits = name.substring(PREFIX.length(), name.length() - ending.length());
        return digits.matches("[0-9]{10,18}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }
}
