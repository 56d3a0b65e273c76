package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.interop.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

    @Test
    void saysHowManyImagesASecond() {
        Outcome bench = Outcome.of("bench", "--backend", "cpu", "--batch", 4, "--seconds", 0.1);
        assertThat(bench.code()).isZero();
        assertThat(bench.out())
                .contains("training lenet for float32 4x1x28x28 on cpu")
                .containsPattern("[0-9,]+ images/s; p50 [0-9.]+ ms, p99 [0-9.]+ ms of [0-9,]+ runs; [0-9.]+ GFLOP/s");
    }

    @Test
    void jsonAddsUp() {
        Outcome bench = Outcome.of(
                "bench",
                "--model",
                "resnet-8",
                "--mode",
                "infer",
                "--batch",
                2,
                "--seconds",
                0.1,
                "--json",
                "--backend",
                "cpu");
        Map<String, Object> tree = Json.parseObject(bench.out(), "bench");
        assertThat(tree).containsEntry("mode", "infer").containsEntry("backend", "cpu");
        double perSecond = ((Number) tree.get("images_per_s")).doubleValue();
        double p50 = ((Number) tree.get("p50_ms")).doubleValue();
        assertThat(perSecond * p50).isBetween(1999.0, 2001.0);
        assertThat(((Number) tree.get("p99_ms")).doubleValue()).isGreaterThanOrEqualTo(p50);
        assertThat(((Number) tree.get("runs")).intValue()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void refusesBadFlags() {
        assertThat(Outcome.of("bench", "--mode", "fly").err()).contains("--mode", "fly");
        assertThat(Outcome.of("bench", "--batch", 0).err()).contains("--batch: is 0; use at least 1");
        assertThat(Outcome.of("bench", "--seconds", 0).code()).isEqualTo(2);
        assertThat(Outcome.of("bench", "--model", "lennet").err()).contains("did you mean 'lenet'");
    }
}
