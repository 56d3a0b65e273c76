package dev.cortado.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {

    @TempDir
    Path folder;

    private CheckpointStore store;

    @BeforeEach
    void open() {
        store = new CheckpointStore(folder, "hash");
    }

    private static Map<String, HostTensor> variables(float value) {
        Map<String, HostTensor> variables = new LinkedHashMap<>();
        variables.put("z", HostTensor.of(new float[] {value, Float.MIN_VALUE}, 2));
        variables.put("a", HostTensor.of(new double[] {0.1}, 1));
        variables.put("counts", HostTensor.of(new long[] {7}, 1));
        variables.put("flags", HostTensor.zeros(TensorSpec.of(DType.BOOL, 3)));
        return variables;
    }

    private static Progress at(long step, long bestStep) {
        return new Progress(
                step, 2, 3, 0.1 + 0.2, 40, 50, new Progress.Best(bestStep == 0 ? 0 : 1, bestStep, Double.NaN));
    }

    private void write(long step, long bestStep, int keep) {
        store.write(at(step, bestStep), variables(step), keep);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void readsBackEveryBit() {
        write(12, 5, 2);
        Checkpoint read = store.readNewest(notice -> {}).orElseThrow();
        assertThat(read.progress()).isEqualTo(at(12, 5));
        assertThat(read.variables()).isEqualTo(variables(12));
        assertThat(store.newest()).contains(read.file());
    }

    @Test
    void keepsTheNewestAndTheBest() throws IOException {
        for (long step : new long[] {10, 20, 30, 40}) {
            write(step, 10, 2);
        }
        assertThat(names())
                .containsExactly(
                        "step-0000000010.json",
                        "step-0000000010.safetensors",
                        "step-0000000030.json",
                        "step-0000000030.safetensors",
                        "step-0000000040.json",
                        "step-0000000040.safetensors");
    }

    @Test
    void removesWhatKillsLeftAndNothingElse() throws IOException {
        Files.writeString(folder.resolve("step-0000000007.safetensors"), "no JSON came");
        Files.writeString(folder.resolve("step-0000000008.safetensors.part"), "half");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThat(store.readNewest(notice -> {})).isEmpty();
        write(10, 0, 1);
        assertThat(names()).containsExactly("notes.txt", "step-0000000010.json", "step-0000000010.safetensors");
    }

    @Test
    void removesLaterOnesThatWerePassedOver() throws IOException {
        write(10, 0, 1);
        Files.writeString(folder.resolve("step-0000000020.json"), "{");
        assertThat(store.readNewest(notice -> {}).orElseThrow().progress().step())
                .isEqualTo(10);
        write(12, 0, 1);
        assertThat(names()).containsExactly("step-0000000012.json", "step-0000000012.safetensors");
    }

    @Test
    void sortsStepsAsNumbers() {
        write(9_999_999_999L, 0, 5);
        write(10_000_000_000L, 0, 5);
        assertThat(store.readNewest(notice -> {}).orElseThrow().progress().step())
                .isEqualTo(10_000_000_000L);
    }

    @Test
    void refusesJsonThatMakesNoSense() throws IOException {
        write(10, 0, 1);
        Path json = folder.resolve("step-0000000010.json");
        String text = Files.readString(json);
        for (String[] change : new String[][] {
            {"\"step\": 10", "\"step\": 11"},
            {"\"epoch\": 2", "\"epoch\": -2"},
            {"\"batch\": 3", "\"batch\": 3000000000"},
            {"\"correct\": 40", "\"correct\": \"many\""},
            {"\"best_value\": \"NaN\"", "\"best_value\": \"-+Infinity\""},
            {"\"variables\": \"", "\"variables\": \"0"},
            {"\"loss_sum\"", "\"loss\""}
        }) {
            assertThat(text).contains(change[0]);
            Files.writeString(json, text.replace(change[0], change[1]));
            assertThatThrownBy(() -> store.readNewest(notice -> {}))
                    .as(change[1])
                    .isInstanceOf(CortadoException.class)
                    .hasMessageContaining("step-0000000010");
        }
    }
}
