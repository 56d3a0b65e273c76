package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings of a project, in the file {@code cortado.properties} of its directory: {@code backend}, {@code device}, and
 * {@code option.NAME} for any other setting of the backend.
 *
 * @param backend the backend to use; empty if the file names none
 * @param properties further settings of the backend
 * @param file the file
 */
record ProjectFile(String backend, Map<String, String> properties, String file) {

    static final String NAME = "cortado.properties";
    private static final String BACKEND = "backend";
    private static final String OPTION = "option.";
    private static final long MAX_BYTES = 64 * 1024;

    /** Returns the file, and which backend it names. */
    String where() {
        return file + ": " + BACKEND + "=" + backend;
    }

    /** Reads the file in a directory; empty if there is none. */
    static Optional<ProjectFile> in(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = read(file);
        Map<String, String> settings = new TreeMap<>();
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            String value = properties.getProperty(key).strip();
            if (key.equals(BackendSettings.DEVICE) && !value.isEmpty()) {
                settings.put(key, value);
            } else if (key.startsWith(OPTION)) {
                settings.put(key.substring(OPTION.length()), value);
            } else if (!key.equals(BACKEND) && !key.equals(BackendSettings.DEVICE)) {
                throw CortadoException.user(
                        "unknown-setting",
                        file.toString(),
                        "unknown setting '" + key + "'",
                        NearestNames.hint(key, List.of(BACKEND, BackendSettings.DEVICE, OPTION + "NAME")));
            }
        }
        String backend = properties.getProperty(BACKEND, "").strip();
        return Optional.of(new ProjectFile(backend, settings, file.toString()));
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
