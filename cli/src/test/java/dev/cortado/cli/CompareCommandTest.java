package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.interop.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

    @TempDir
    Path folder;

    @Test
    void showsLayersLossesAndTheVerdict() {
        Outcome compare =
                Outcome.of("compare", "reference", "cpu:threads=1", "--model", "linear", "--steps", 3, "--no-times");
        assertThat(compare.err()).isEmpty();
        assertThat(compare.code()).isZero();
        assertThat(compare.out())
                .contains("initial weights have equal bits", "worst operation", "loss on A", "the backends agree");
        assertThat(compare.line("fc ")).contains("cortado.");
        assertThat(compare.out()).doesNotContain("out of tolerance");
    }

    @Test
    void jsonHoldsEveryOperation() {
        Path run = folder.resolve("run");
        SmallRun.train(run);
        Map<String, Object> tree = Json.parseObject(
                Outcome.of(
                                "compare",
                                "cpu",
                                "cpu:fusion=off",
                                "--model",
                                run.resolve("model.safetensors"),
                                "--steps",
                                2,
                                "--no-times",
                                "--json")
                        .out(),
                "compare");
        assertThat(tree)
                .containsEntry("agrees", true)
                .containsEntry("equal_initial_weights", true)
                .containsEntry("lowered_step_agrees", true);
        assertThat(tree.get("guilty")).isNull();
        assertThat((List<?>) tree.get("operations"))
                .hasSizeGreaterThan(5)
                .allSatisfy(row -> assertThat((Map<?, ?>) row)
                        .extracting(Map::keySet)
                        .asString()
                        .contains("layer", "operation", "local", "local_bound", "accumulated"));
        assertThat((List<?>) tree.get("losses")).hasSize(2);
    }

    @Test
    void timesComeFromProcessesOfTheirOwn() {
        Outcome compare = Outcome.of(
                "compare", "cpu", "cpu:threads=1", "--model", "linear", "--data", "noise", "--steps", 2, "--batch", 2);
        assertThat(compare.out())
                .containsPattern("time of a step on cpu: [0-9.]+ ms \\(median of 2, in a process of its own\\)")
                .containsPattern("time of a step on cpu:threads=1: [0-9.]+ ms");
    }
}
