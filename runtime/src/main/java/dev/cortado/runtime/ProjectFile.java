package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The settings of a project, in the file {@code cortado.properties} of its directory.
 *
 * @param backend the backend to use
 * @param where the file, and what it says
 */
record ProjectFile(String backend, String where) {

    static final String NAME = "cortado.properties";
    private static final String BACKEND = "backend";
    private static final long MAX_BYTES = 64 * 1024;

    /** Reads the file in a directory; empty if there is none, or if it names no backend. */
    static Optional<ProjectFile> in(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = read(file);
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            if (!key.equals(BACKEND)) {
                throw CortadoException.user(
                        "unknown-setting",
                        file.toString(),
                        "unknown setting '" + key + "'",
                        NearestNames.hint(key, List.of(BACKEND)));
            }
        }
        String backend = properties.getProperty(BACKEND, "").strip();
        return backend.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProjectFile(backend, file + ": " + BACKEND + "=" + backend));
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw CortadoException.user(
                        "settings-too-large",
                        file.toString(),
                        "has " + Files.size(file) + " bytes",
                        "settings take at most " + MAX_BYTES);
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CortadoException(
                    CortadoException.Category.USER,
                    "settings-unreadable",
                    file.toString(),
                    "cannot be read: " + e.getMessage(),
                    "write one setting per line, such as " + BACKEND + "=cpu, in UTF-8",
                    e);
        }
        return properties;
    }
}
