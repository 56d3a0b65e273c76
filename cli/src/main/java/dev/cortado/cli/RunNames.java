package dev.cortado.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names the folders of runs. */
final class RunNames {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private RunNames() {}

    /** Returns a folder that does not exist yet, such as {@code runs/20261121-114500-lenet}. */
    static Path next(String model) {
        String file = Path.of(model).getFileName().toString();
        int dot = file.lastIndexOf('.');
        String name = LocalDateTime.now().format(TIME) + "-" + (dot > 0 ? file.substring(0, dot) : file);
        Path folder = Path.of("runs", name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = Path.of("runs", name + "-" + i);
        }
        return folder;
    }
}
