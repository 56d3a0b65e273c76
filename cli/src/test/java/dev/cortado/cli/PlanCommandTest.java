package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.interop.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    @TempDir
    Path folder;

    @Test
    void showsEachKernelWithItsLayer() {
        Outcome plan = Outcome.of("plan", "lenet", "--backend", "cpu", "--batch", 4);
        assertThat(plan.code()).isZero();
        assertThat(plan.line("conv2 ")).contains("native", "4x50x8x8", "convolution");
        assertThat(plan.out()).contains("peak memory", "0 parts of 0 decomposed operations", "0 opaque");
    }

    @Test
    void namesWhatIsDecomposedAndStrictRefusesIt() {
        Outcome plan = Outcome.of("plan", "lenet", "--backend", "reference", "--batch", 2, "--train");
        assertThat(plan.code()).isZero();
        assertThat(plan.line("decomposed: cortado.softmax_cross_entropy in loss into "))
                .endsWith(" parts");
        assertThat(plan.out()).contains("part of cortado.softmax_cross_entropy");
        Outcome strict = Outcome.of("plan", "lenet", "--backend", "reference", "--batch", 2, "--train", "--strict");
        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.err())
                .contains(
                        "the network in strict mode",
                        "backend reference has no kernel for cortado.softmax_cross_entropy")
                .doesNotContain("\tat ");
        assertThat(Outcome.of("plan", "lenet", "--backend", "cpu", "--batch", 2, "--train", "--strict")
                        .code())
                .isZero();
    }

    @Test
    void strictTrainingStartsOnlyWhereEveryOperationHasAKernel() {
        assertThat(SmallRun.train(folder.resolve("cpu"), "--backend", "cpu", "--strict")
                        .code())
                .isZero();
        Outcome refused = SmallRun.train(folder.resolve("reference"), "--backend", "reference", "--strict");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("strict mode refuses this");
    }

    @Test
    void jsonAddsUpAndTakesSavedModels() {
        Path run = folder.resolve("run");
        SmallRun.train(run);
        Map<String, Object> tree = Json.parseObject(
                Outcome.of("plan", run.resolve("model.safetensors"), "--backend", "reference", "--train", "--json")
                        .out(),
                "plan");
        long flops = ((List<?>) tree.get("kernels"))
                .stream()
                        .mapToLong(row -> (Long) ((Map<?, ?>) row).get("flops"))
                        .sum();
        assertThat(tree)
                .containsEntry("flops", flops)
                .containsEntry("mode", "training")
                .containsKeys("peak_bytes", "state_bytes", "input_bytes");
        assertThat((List<?>) tree.get("decomposed")).isNotEmpty();
    }
}
