package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.conformance.golden.GoldenFolder;
import dev.cortado.conformance.golden.GoldenReport;
import dev.cortado.conformance.golden.GoldenRunner;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PyTorch's values and gradients on the CPU backend. */
class CpuGoldenTest {

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64"})
    void everyCaseThatMapsPasses(DType dtype) {
        Optional<GoldenFolder> folder = GoldenFolder.pytorch();
        Assumptions.assumeTrue(folder.isPresent(), "the test vectors are absent");
        try (Backend backend = new CpuProvider().create(BackendOptions.of(2))) {
            GoldenReport report = new GoldenRunner(folder.get(), dtype).run(backend);
            assertThat(report.failed()).isEmpty();
            assertThat(report.passed()).hasSizeGreaterThanOrEqualTo(168);
        }
    }
}
