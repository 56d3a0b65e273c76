package dev.cortado.conformance.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.conformance.report.ConformanceReport;
import dev.cortado.conformance.report.ReportFiles;
import dev.cortado.core.decorate.FaultBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of the kit, and the files that it writes. */
class ConformanceKitTest {

    private static ConformanceReport one(String op) {
        return ConformanceKit.of(new ReferenceProvider()).only(op).run();
    }

    @Test
    void oneOperationIsCheckedAlone() {
        ConformanceReport report = one("softmax");
        assertThat(report.passed()).isTrue();
        assertThat(report.operations())
                .extracting(result -> result.op())
                .contains("cortado.softmax")
                .doesNotContain("cortado.convolution");
    }

    @Test
    void anUnknownOperationIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> one("convolutoin"))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("did you mean 'cortado.convolution'");
        assertThatThrownBy(() -> Tier.named("smok")).hasMessageContaining("did you mean 'smoke'");
    }

    /** Says that it is usable, and is not. */
    private record Promising(Supplier<Backend> backend) implements BackendProvider {

        @Override
        public String name() {
            return "promising";
        }

        @Override
        public String summary() {
            return "says that it is usable";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public Usability usability() {
            return Usability.yes("or so it says");
        }

        @Override
        public Backend create(BackendOptions options) {
            return backend.get();
        }
    }

    @Test
    void aProviderThatCannotCreateIsNamed() {
        BackendProvider failing = new Promising(() -> {
            throw new UnsatisfiedLinkError("no engine");
        });
        assertThatThrownBy(() -> ConformanceKit.create(failing, BackendOptions.of(1)))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("backend 'promising': it cannot be created")
                .hasMessageContaining("no engine");
        BackendProvider empty = new Promising(() -> null);
        assertThatThrownBy(() -> ConformanceKit.create(empty, BackendOptions.of(1)))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("backend 'promising': it cannot be created")
                .hasMessageContaining("null");
    }

    @Test
    void aFindingCanEndTheRun() {
        BackendProvider wrong = new Promising(() ->
                new FaultBackend(new ReferenceProvider().create(BackendOptions.of(1)), "cortado.tanh", run -> true));
        ConformanceReport report = ConformanceKit.of(wrong)
                .until(finding -> finding.op().equals("cortado.tanh"))
                .run();
        assertThat(report.failures()).hasSize(1);
        assertThat(report.notes()).contains("what follows the finding that ended the run");
    }

    @Test
    void sharedAnswersAreTheSame() {
        Answers answers = Answers.shared();
        ConformanceReport first = shared(answers);
        ConformanceReport second = shared(answers);
        assertThat(second.operations())
                .isEqualTo(first.operations())
                .isEqualTo(one("softmax").operations());
    }

    private static ConformanceReport shared(Answers answers) {
        return ConformanceKit.of(new ReferenceProvider())
                .only("softmax")
                .answers(answers)
                .run();
    }

    @Test
    void anotherSeedGivesOtherOperands() {
        assertThat(Trials.all(Tier.SMOKE, 1, true)).isEqualTo(Trials.all(Tier.SMOKE, 1, true));
        assertThat(Trials.all(Tier.SMOKE, 2, true)).isNotEqualTo(Trials.all(Tier.SMOKE, 1, true));
    }

    @Test
    void theReportIsWrittenForMachinesAndPeople(@TempDir Path folder) throws Exception {
        ConformanceReport report = one("cortado.tanh");
        ReportFiles.write(report, folder);
        assertThat(Files.readString(folder.resolve("report.json")))
                .contains("\"passed\": true", "\"op\": \"cortado.tanh\"", "\"worst_ulp\"", "\"seed\": 1");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<!doctype html>", "cortado.tanh", report.backend())
                .doesNotContain("http://", "https://", "<script");
        assertThat(report.certificate()).startsWith("PASS: backend reference ").contains("smoke", "seed 1", "failures");
    }
}
