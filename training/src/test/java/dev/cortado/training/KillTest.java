package dev.cortado.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.data.DataSplits;
import dev.cortado.core.Session;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.run.CheckpointPolicy;
import dev.cortado.training.run.RunDirectory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that trains is killed again and again at arbitrary moments; in the end the weights are as if it never was. */
class KillTest {

    private static final int KILLS = 4;
    private static final DataSplits SPLITS = TinyImages.splits(61, 20);

    @TempDir
    Path folder;

    private static TrainingResult train(Path run) {
        try (Session session = TinySetup.session()) {
            TrainerBuilder builder = TinySetup.trainer(session)
                    .epochs(40)
                    .logEvery(1)
                    .checkpoints(CheckpointPolicy.everyEpoch().withSteps(2));
            if (run == null) {
                return builder.build().fit(SPLITS);
            }
            Trainer trainer = builder.runDirectory(run).build();
            return Files.exists(run.resolve("config.json")) ? trainer.resume(SPLITS) : trainer.fit(SPLITS);
        }
    }

    /** The process that is killed. */
    public static final class Child {

        private Child() {}

        /** Trains in the folder that is given. */
        public static void main(String[] arguments) {
            System.out.println(train(Path.of(arguments[0])).weightsChecksum());
        }
    }

    @Test
    void survivesKills() throws Exception {
        long nanos = System.nanoTime();
        String expected = train(null).weightsChecksum();
        long whole = (System.nanoTime() - nanos) / 1_000_000;
        Path run = folder.resolve("run");
        int alive = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path steps = run.resolve("metrics.jsonl");
            Process child = start(run);
            long before = Files.exists(steps) ? Files.size(steps) : 0;
            // Until it is at work, and then for a while that differs each time.
            while (child.isAlive() && (!Files.exists(steps) || Files.size(steps) <= before)) {
                Thread.sleep(1);
            }
            child.waitFor(whole * (1 + 3 * kill % 5) / 40 + 7 * kill, TimeUnit.MILLISECONDS);
            alive += child.isAlive() ? 1 : 0;
            child.destroyForcibly().waitFor();
        }
        assertThat(alive).as("kills that struck a process at work").isPositive();
        Process last = start(run);
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(last.getInputStream().readAllBytes()).trim()).isEqualTo(expected);
        assertThat(RunDirectory.open(run).history())
                .extracting(EpochResult::epoch)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    }

    private static Process start(Path run) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + location(),
                Child.class.getName(),
                run.toString());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String location() throws Exception {
        return Path.of(KillTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }
}
