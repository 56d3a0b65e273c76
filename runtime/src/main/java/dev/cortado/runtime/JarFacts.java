package dev.cortado.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Where a class was loaded from, and what that place says of itself.
 *
 * @param place the jar or folder, or the module where there is no file
 * @param version the version that the jar's manifest or the module states; empty if none does
 * @param api the version or range of Cortado's api that the manifest states; empty if it does not
 */
public record JarFacts(String place, String version, String api) {

    /** The manifest's entry for the api that a plug-in was built for. */
    public static final String API = "Cortado-Api";

    /** Returns the facts of the place that a class came from. */
    public static JarFacts of(Class<?> type) {
        Attributes manifest = manifest(type);
        String version = text(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
        if (version.isEmpty() && type.getModule().isNamed()) {
            version = type.getModule().getDescriptor().rawVersion().orElse("");
        }
        return new JarFacts(path(type), version, text(manifest.getValue(API)));
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    private static String path(Class<?> type) {
        Path file = file(type);
        return file == null ? LoadedPlugin.source(type) : file.toString();
    }

    private static Attributes manifest(Class<?> type) {
        Path file = file(type);
        if (file != null && Files.isRegularFile(file)) {
            try (JarFile jar = new JarFile(file.toFile())) {
                Manifest manifest = jar.getManifest();
                return manifest == null ? new Attributes() : manifest.getMainAttributes();
            } catch (IOException unreadable) {
                return new Attributes();
            }
        }
        return new Attributes();
    }

    /** Returns null if the class has no file. */
    private static Path file(Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        if (code == null
                || code.getLocation() == null
                || !"file".equals(code.getLocation().getProtocol())) {
            return null;
        }
        return Path.of(java.net.URI.create(code.getLocation().toString()));
    }
}
