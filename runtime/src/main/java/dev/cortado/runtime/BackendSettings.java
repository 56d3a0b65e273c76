package dev.cortado.runtime;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings outside of the program that name a backend, in order of precedence.
 *
 * @param systemProperty the value of {@code -Dcortado.backend}; null if not set
 * @param environment the value of {@code CORTADO_BACKEND}; null if not set
 * @param directory where the project's {@code cortado.properties} or {@code cortado.yaml} may lie
 */
public record BackendSettings(String systemProperty, String environment, Path directory) {

    /** The system property that names a backend. */
    public static final String PROPERTY = "cortado.backend";

    /** The environment variable that names a backend. */
    public static final String VARIABLE = "CORTADO_BACKEND";

    /** Returns the settings of this process, with the project's file in the working directory. */
    public static BackendSettings ofThisProcess() {
        return new BackendSettings(System.getProperty(PROPERTY), System.getenv(VARIABLE), Path.of(""));
    }

    /** Returns the backend that the settings ask for, and which of them does; empty if none. */
    Optional<Wish> wish() {
        if (systemProperty != null && !systemProperty.isBlank()) {
            return Optional.of(new Wish(systemProperty.strip(), "-D" + PROPERTY + "=" + systemProperty.strip()));
        }
        if (environment != null && !environment.isBlank()) {
            return Optional.of(new Wish(environment.strip(), VARIABLE + "=" + environment.strip()));
        }
        return ProjectFile.in(directory).map(file -> new Wish(file.backend(), file.where()));
    }

    /**
     * A backend asked for by name.
     *
     * @param name the backend
     * @param reason who asks for it
     */
    record Wish(String name, String reason) {}
}
