package dev.cortado.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.core.decorate.FaultBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PyTorch's values and gradients on the reference backend. */
class GoldenRunnerTest {

    private static GoldenFolder folder() {
        Optional<GoldenFolder> folder = GoldenFolder.pytorch();
        Assumptions.assumeTrue(folder.isPresent(), "the test vectors are absent");
        return folder.get();
    }

    private static Backend reference() {
        return new ReferenceProvider().create(BackendOptions.of(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64"})
    void everyCaseThatMapsPasses(DType dtype) {
        try (Backend backend = reference()) {
            GoldenReport report = new GoldenRunner(folder(), dtype).run(backend);
            assertThat(report.failed()).isEmpty();
            assertThat(report.passed()).hasSizeGreaterThanOrEqualTo(168);
            assertThat(report.unmapped().values()).allMatch(reason -> !reason.isBlank());
            assertThat(report.isPassed()).isTrue();
        }
    }

    @Test
    void aWrongBackendFailsByTheNameOfTheCase() {
        try (Backend backend = new FaultBackend(reference(), "cortado.convolution", run -> true)) {
            GoldenReport report = new GoldenRunner(folder()).run(backend);
            assertThat(report.isPassed()).isFalse();
            assertThat(report.failed()).containsKey("conv2d_01").doesNotContainKey("softmax_01");
        }
    }

    @Test
    void aFolderWithoutCasesIsRefused(@TempDir Path empty) throws Exception {
        Files.createDirectory(empty.resolve("something"));
        try (Backend backend = reference()) {
            assertThatThrownBy(() -> new GoldenRunner(new GoldenFolder(empty)).run(backend))
                    .isInstanceOf(CortadoException.class)
                    .hasMessageContaining("case.json");
        }
    }
}
