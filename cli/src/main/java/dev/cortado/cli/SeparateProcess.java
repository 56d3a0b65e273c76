package dev.cortado.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command of this program in a JVM of its own, started like this one. */
final class SeparateProcess {

    private static final List<String> KEPT =
            List.of("--add-modules", "--enable-native-access", "--sun-misc-unsafe", "-Xm", "-Dcortado.");

    private SeparateProcess() {}

    /**
     * Returns what the command printed last.
     *
     * @throws IOException if it cannot be started or fails; the message is the last line of its errors
     */
    static String run(List<String> command) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (KEPT.stream().anyMatch(argument::startsWith)) {
                line.add(argument);
            }
        }
        line.add(Main.class.getName());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line);
        // not as an argument: a class path may be longer than a command line
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        File errors = File.createTempFile("cortado", ".txt");
        try {
            Process process = builder.redirectError(errors).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0 || out.isEmpty()) {
                throw new IOException(lastLine(java.nio.file.Files.readString(errors.toPath())));
            }
            return lastLine(out);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            java.nio.file.Files.deleteIfExists(errors.toPath());
        }
    }

    private static String lastLine(String text) {
        String[] lines = text.strip().split("\\R");
        return lines[lines.length - 1];
    }
}
