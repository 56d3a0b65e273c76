package dev.cortado.training.run;

import dev.cortado.api.CortadoException;
import dev.cortado.interop.AtomicFile;
import dev.cortado.interop.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Appends entries to {@code metrics.jsonl}, one JSON object in each line, and flushes each.
 *
 * <p>After a crash the last line may be cut: it is left out when reading and removed on resuming, as are entries that are
 * younger than the checkpoint from which the run goes on.
 */
public final class MetricsLog implements AutoCloseable {

    private final Path file;
    private final OutputStream out;

    private MetricsLog(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Opens the log for appending, after removing what lies behind a checkpoint.
     *
     * @param from where the run goes on
     */
    static MetricsLog open(Path file, Progress from) {
        List<String> kept = new ArrayList<>();
        for (Map<String, Object> entry : read(file)) {
            if (isBefore(entry, from)) {
                kept.add(Json.write(entry) + "\n");
            }
        }
        AtomicFile.write(file, String.join("", kept));
        try {
            return new MetricsLog(file, Files.newOutputStream(file, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw AtomicFile.failure(file, e);
        }
    }

    private static boolean isBefore(Map<String, Object> entry, Progress from) {
        if ("epoch".equals(entry.get("type"))) {
            return entry.get("epoch") instanceof Long epoch && epoch <= from.epoch();
        }
        return entry.get("step") instanceof Long step && step <= from.step();
    }

    /**
     * Appends an entry.
     *
     * @throws CortadoException if it cannot be written
     */
    public void append(Map<String, ?> entry) {
        try {
            out.write((Json.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw AtomicFile.failure(file, e);
        }
    }

    /** Reads all whole entries up to the first damaged line; none if there is no file. */
    static List<Map<String, Object>> read(Path file) {
        List<Map<String, Object>> entries = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                // Read byte by byte, so that a cut letter does not end the reading.
                String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                entries.add(Json.parseObject(text, file.toString()));
            }
        } catch (NoSuchFileException e) {
            return entries;
        } catch (IOException e) {
            throw CortadoException.resource(
                    "file-unreadable", file.toString(), "it cannot be read: " + e, "check the disk", e);
        } catch (CortadoException e) {
            return entries;
        }
        return entries;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw AtomicFile.failure(file, e);
        }
    }
}
