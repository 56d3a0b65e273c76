package dev.cortado.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

    @TempDir
    Path folder;

    private static final List<String> LINES = List.of(
            "{\"type\":\"step\",\"step\":9,\"loss\":0.5}",
            "{\"type\":\"epoch\",\"epoch\":1,\"step\":9}",
            "{\"type\":\"step\",\"step\":18,\"loss\":\"NaN\"}",
            "{\"type\":\"epoch\",\"epoch\":2,\"step\":18}",
            "{\"type\":\"divergence\",\"step\":19}");

    private static Progress at(long step, int epoch) {
        return new Progress(step, epoch, 0, 0, 0, 0, Progress.Best.none());
    }

    private List<String> goOn(Progress from, String before) throws Exception {
        Path file = Files.writeString(folder.resolve("metrics.jsonl"), before);
        try (MetricsLog log = MetricsLog.open(file, from)) {
            log.append(Map.of("type", "new"));
            // read while it is open: every entry is flushed
            return Files.readAllLines(file);
        }
    }

    @Test
    void dropsWhatIsYoungerThanTheCheckpoint() throws Exception {
        String all = String.join("\n", LINES) + "\n";
        String added = "{\"type\":\"new\"}";
        assertThat(goOn(at(0, 0), all)).containsExactly(added);
        assertThat(goOn(at(12, 1), all)).containsExactly(LINES.get(0), LINES.get(1), added);
        // stopped after the last step of an epoch, whose evaluation is still to come
        assertThat(goOn(at(18, 1), all)).containsExactly(LINES.get(0), LINES.get(1), LINES.get(2), added);
        assertThat(goOn(at(18, 2), all)).containsExactly(LINES.get(0), LINES.get(1), LINES.get(2), LINES.get(3), added);
    }

    @Test
    void dropsACutLineWhereverItIsCut() throws Exception {
        String whole = String.join("\n", LINES.subList(0, 2));
        for (int length = LINES.get(0).length() + 1; length < whole.length(); length++) {
            assertThat(goOn(at(18, 2), whole.substring(0, length)))
                    .as("cut to %d", length)
                    .containsExactly(LINES.get(0), "{\"type\":\"new\"}");
        }
        assertThat(goOn(at(18, 2), whole)).hasSize(3);
    }

    @Test
    void startsWithoutAFile() throws Exception {
        Path file = folder.resolve("new/metrics.jsonl");
        MetricsLog.open(file, Progress.start()).close();
        assertThat(file).isEmptyFile();
        assertThat(MetricsLog.read(folder.resolve("absent"))).isEmpty();
    }
}
