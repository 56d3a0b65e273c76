package dev.cortado.runtime;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings outside of the program that name a backend and its device, in order of precedence.
 *
 * @param systemProperty the value of {@code -Dcortado.backend}; null if not set
 * @param environment the value of {@code CORTADO_BACKEND}; null if not set
 * @param deviceProperty the value of {@code -Dcortado.device}; null if not set
 * @param deviceVariable the value of {@code CORTADO_DEVICE}; null if not set
 * @param directory where the project's {@code cortado.properties} may lie
 */
public record BackendSettings(
        String systemProperty, String environment, String deviceProperty, String deviceVariable, Path directory) {

    /** The system property that names a backend. */
    public static final String PROPERTY = "cortado.backend";

    /** The environment variable that names a backend. */
    public static final String VARIABLE = "CORTADO_BACKEND";

    /** The system property that names a device of the backend. */
    public static final String DEVICE_PROPERTY = "cortado.device";

    /** The environment variable that names a device of the backend. */
    public static final String DEVICE_VARIABLE = "CORTADO_DEVICE";

    /** The setting of a backend that chooses its device, by index or by a part of its name. */
    public static final String DEVICE = "device";

    /** Creates settings that name no device. */
    public BackendSettings(String systemProperty, String environment, Path directory) {
        this(systemProperty, environment, null, null, directory);
    }

    /** Returns the settings of this process, with the project's file in the working directory. */
    public static BackendSettings ofThisProcess() {
        return new BackendSettings(
                System.getProperty(PROPERTY),
                System.getenv(VARIABLE),
                System.getProperty(DEVICE_PROPERTY),
                System.getenv(DEVICE_VARIABLE),
                Path.of(""));
    }

    /** Returns the backend that the settings ask for, and which of them does; empty if none. */
    Optional<Wish> wish() {
        if (isSet(systemProperty)) {
            return Optional.of(new Wish(systemProperty.strip(), "-D" + PROPERTY + "=" + systemProperty.strip()));
        }
        if (isSet(environment)) {
            return Optional.of(new Wish(environment.strip(), VARIABLE + "=" + environment.strip()));
        }
        return ProjectFile.in(directory)
                .filter(file -> !file.backend().isEmpty())
                .map(file -> new Wish(file.backend(), file.where()));
    }

    /**
     * Returns what a backend is told besides the number of threads.
     *
     * <p>The project's file speaks for the backend that it names, or for any if it names none.
     *
     * @param backend the backend that was chosen
     * @param explicit what the program or the command line says, which goes before everything else
     * @return each setting with the value and, for messages, who says so
     */
    Map<String, Setting> properties(String backend, Map<String, String> explicit) {
        Map<String, Setting> all = new LinkedHashMap<>();
        ProjectFile.in(directory)
                .filter(file -> file.backend().isEmpty() || file.backend().equals(backend))
                .ifPresent(file ->
                        file.properties().forEach((name, value) -> all.put(name, new Setting(value, file.file()))));
        if (isSet(deviceProperty)) {
            all.put(DEVICE, new Setting(deviceProperty.strip(), "-D" + DEVICE_PROPERTY));
        } else if (isSet(deviceVariable)) {
            all.put(DEVICE, new Setting(deviceVariable.strip(), DEVICE_VARIABLE));
        }
        explicit.forEach((name, value) -> all.put(name, new Setting(value, null)));
        return all;
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank();
    }

    /**
     * A backend asked for by name.
     *
     * @param name the backend
     * @param reason who asks for it
     */
    record Wish(String name, String reason) {}

    /**
     * What a backend is told.
     *
     * @param value the value
     * @param where who says so; null for the program itself
     */
    record Setting(String value, String where) {}
}
