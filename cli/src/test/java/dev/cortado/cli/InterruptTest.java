package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no command to send Ctrl-C to another process")
class InterruptTest {

    @TempDir
    Path folder;

    private Process start(Path run, int epochs) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("train", "--model", "linear", "--train-size", "400", "--test-size", "20"));
        command.addAll(List.of("--schedule", "constant", "--epochs", "" + epochs, "--out", run.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start();
    }

    private static void interrupt(Process process) throws Exception {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Tells whether this process was started with SIGINT ignored, as shells do in the background; children inherit that. */
    private static boolean interruptIsIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    @Test
    void ctrlCWritesACheckpointAndTheResumedRunIsTheSame() throws Exception {
        boolean ignored = interruptIsIgnored();
        if (ignored) {
            System.out.println("skipped: this process was started with SIGINT ignored, so no child can receive it");
        }
        Assumptions.assumeFalse(ignored, "SIGINT is ignored here");
        Path run = folder.resolve("run");
        Process process = start(run, 2000);
        CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(process::destroyForcibly);
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith("epoch 2/2000")) {
                    interrupt(process);
                }
            }
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output.toString()).isEqualTo(130);
        assertThat(output.toString())
                .contains(
                        "stopping after this step",
                        "stopped; a checkpoint was written. Go on with:",
                        "  ./cortado train --resume " + run)
                .doesNotContain("test accuracy: ", "\tat ");
        assertThat(run.resolve("model.safetensors")).doesNotExist();
        int done = Math.toIntExact(output.toString()
                .lines()
                .filter(line -> line.startsWith("epoch "))
                .count());
        Outcome resumed = Outcome.of("train", "--resume", run, "--epochs", done + 1);
        Outcome whole = Outcome.of(
                "train",
                "--model",
                "linear",
                "--train-size",
                400,
                "--test-size",
                20,
                "--schedule",
                "constant",
                "--epochs",
                done + 1,
                "--out",
                folder.resolve("whole"));
        assertThat(resumed.line("weights: ")).isEqualTo(whole.line("weights: "));
        assertThat(Files.exists(run.resolve("model.safetensors"))).isTrue();
    }
}
