package dev.cortado.training.data;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds data that lie beside the checkout: {@code CORTADO_DATA}, or {@code shared/data} in a folder above. */
final class SharedData {

    private SharedData() {}

    /** Returns a directory of the shared data, or null where it is absent. */
    static Path directory(String name) {
        String variable = System.getenv("CORTADO_DATA");
        if (variable != null) {
            Path named = Path.of(variable, name);
            return Files.isDirectory(named) ? named : null;
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared").resolve("data").resolve(name);
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** Returns, and prints, why a test is skipped. */
    static String reason(String name) {
        String reason = "shared data '" + name + "' are absent; set CORTADO_DATA to the folder that holds them";
        if (directory(name) == null) {
            System.out.println("skipped: " + reason);
        }
        return reason;
    }
}
