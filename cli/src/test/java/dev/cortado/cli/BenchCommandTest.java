package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.interop.Json;
import java.util.List;
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
    void showsTheTimeOfEachLayer() {
        Outcome bench = Outcome.of("bench", "--backend", "cpu", "--batch", 4, "--seconds", 0.1);
        assertThat(bench.line("layer ")).contains("stage", "ms", "share", "GFLOP/s", "of peak", "kernels");
        assertThat(bench.line("conv2 ")).contains("%");
        assertThat(bench.out()).contains("backward").containsPattern("together .* 100[.]0%");
        Outcome without = Outcome.of("bench", "--backend", "cpu", "--batch", 4, "--seconds", 0.1, "--no-layers");
        assertThat(without.lines()).hasSize(2);
    }

    @Test
    void layersAddUpToTheWholeStep() {
        Outcome plan = Outcome.of("plan", "resnet-8", "--input", "3x32x32", "--backend", "cpu", "--batch", 2, "--json");
        Map<String, Object> tree = bench("cpu");
        List<Map<?, ?>> layers = layers(tree);
        assertThat(layers)
                .hasSizeGreaterThan(8)
                .allSatisfy(layer -> assertThat((List<?>) layer.get("kernels")).isNotEmpty());
        assertThat(layers.stream().mapToDouble(layer -> number(layer, "share")).sum())
                .isBetween(0.999, 1.001);
        assertThat(layers.stream().mapToLong(layer -> (Long) layer.get("flops")).sum())
                .as("operations, as the plan has them")
                .isEqualTo(Json.parseObject(plan.out(), "plan").get("flops"));
        double peak = number(tree, "peak_gflop_per_s");
        assertThat(peak).isPositive();
        assertThat(layers)
                .allSatisfy(layer -> assertThat(number(layer, "percent_of_peak") * peak / 100)
                        .isBetween(number(layer, "gflop_per_s") * 0.999, number(layer, "gflop_per_s") * 1.001));
    }

    @Test
    void aBackendWithoutPeakSaysSo() {
        Map<String, Object> tree = bench("reference");
        assertThat(tree).containsEntry("peak_gflop_per_s", null).containsEntry("percent_of_peak", null);
        assertThat(layers(tree))
                .isNotEmpty()
                .allSatisfy(layer -> assertThat(layer.get("percent_of_peak")).isNull());
        assertThat(Outcome.of("bench", "--backend", "reference", "--batch", 1, "--seconds", 0.01)
                        .out())
                .contains("this backend measures no peak");
    }

    private static Map<String, Object> bench(String backend) {
        return Json.parseObject(
                Outcome.of(
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
                                backend)
                        .out(),
                "bench");
    }

    private static List<Map<?, ?>> layers(Map<String, Object> tree) {
        return ((List<?>) tree.get("layers"))
                .stream().<Map<?, ?>>map(layer -> (Map<?, ?>) layer).toList();
    }

    private static double number(Map<?, ?> tree, String name) {
        return ((Number) tree.get(name)).doubleValue();
    }

    @Test
    void jsonAddsUp() {
        Map<String, Object> tree = bench("cpu");
        assertThat(tree).containsEntry("mode", "infer").containsEntry("backend", "cpu");
        double perSecond = number(tree, "images_per_s");
        double p50 = number(tree, "p50_ms");
        assertThat(perSecond * p50).isBetween(1999.0, 2001.0);
        assertThat(number(tree, "p99_ms")).isGreaterThanOrEqualTo(p50);
        assertThat(number(tree, "runs")).isGreaterThanOrEqualTo(3);
    }

    @Test
    void refusesBadFlags() {
        assertThat(Outcome.of("bench", "--mode", "fly").err()).contains("--mode", "fly");
        assertThat(Outcome.of("bench", "--batch", 0).err()).contains("--batch: is 0; use at least 1");
        assertThat(Outcome.of("bench", "--seconds", 0).code()).isEqualTo(2);
        assertThat(Outcome.of("bench", "--model", "lennet").err()).contains("did you mean 'lenet'");
    }
}
