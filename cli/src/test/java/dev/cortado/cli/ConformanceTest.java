package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.interop.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {

    @TempDir
    Path folder;

    @Test
    void oneOperationGivesACertificateAndFiles() {
        Path out = folder.resolve("report");
        Outcome outcome = Outcome.of("conformance", "--backend", "cpu", "--op", "softmax", "--out", out, "--seed", 3);
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(outcome.line("PASS: backend cpu ")).contains("smoke", "seed 3", "0 failures");
        assertThat(Files.isRegularFile(out.resolve("report.json"))).isTrue();
        assertThat(Files.isRegularFile(out.resolve("report.html"))).isTrue();
    }

    @Test
    void theReportIsPrintedAsJson() {
        Outcome outcome = Outcome.of("conformance", "--backend", "reference", "--op", "cortado.add", "--json");
        Map<String, Object> tree = Json.parseObject(outcome.out(), "report");
        assertThat(tree).containsEntry("passed", true).containsEntry("tier", "smoke");
        assertThat((List<?>) tree.get("failures")).isEmpty();
    }

    @Test
    void mistakesAreAnsweredWithWhatIsNear() {
        Outcome op = Outcome.of("conformance", "--backend", "reference", "--op", "sofmax");
        assertThat(op.code()).isEqualTo(2);
        assertThat(op.err()).contains("there is no operation 'sofmax'", "did you mean 'cortado.softmax'");
        Outcome tier = Outcome.of("conformance", "--backend", "reference", "--tier", "fulll");
        assertThat(tier.code()).isEqualTo(2);
        assertThat(tier.err()).contains("there is no tier 'fulll'", "did you mean 'full'");
        Outcome backend = Outcome.of("conformance", "--backend", "cpuu");
        assertThat(backend.code()).isEqualTo(2);
        assertThat(backend.err()).contains("did you mean 'cpu'");
    }

    @Test
    void aFolderWithoutVectorsIsRefused() {
        Outcome none = Outcome.of("conformance", "--backend", "reference", "--golden", folder.resolve("none"));
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("is no folder");
        Outcome empty = Outcome.of("conformance", "--backend", "reference", "--golden", folder);
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err()).contains("case.json");
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeTheRun() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Outcome under = Outcome.of("conformance", "--backend", "reference", "--op", "tanh", "--out", file.resolve("x"));
        assertThat(under.code()).isEqualTo(2);
        assertThat(under.err()).contains("the report could not be written");
        assertThat(under.out()).as("nothing was run").isEmpty();
        Path taken =
                Files.createDirectories(folder.resolve("taken/report.html")).getParent();
        Outcome inTheWay = Outcome.of("conformance", "--backend", "reference", "--op", "tanh", "--out", taken);
        assertThat(inTheWay.code()).isEqualTo(2);
        assertThat(inTheWay.err()).contains("report.html");
        assertThat(inTheWay.out()).as("nothing was run").isEmpty();
        try (var left = Files.list(taken)) {
            assertThat(left).as("no trace of the question").hasSize(1);
        }
    }

    @Test
    void flagsWithoutEffectAreRefused() {
        Outcome both = Outcome.of(
                "conformance",
                "--backend",
                "reference",
                "--golden",
                folder,
                "--op",
                "tanh",
                "--tier",
                "smoke",
                "--out",
                folder);
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("--golden", "--op, --tier, --out would have no effect");
        Outcome strict = Outcome.of("conformance", "--backend", "reference", "--op", "tanh", "--strict");
        assertThat(strict.code()).isEqualTo(2);
        assertThat(strict.err()).contains("--strict", "has no effect on conformance");
        assertThat(strict.out()).isEmpty();
    }
}
