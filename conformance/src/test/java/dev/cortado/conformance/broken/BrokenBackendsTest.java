package dev.cortado.conformance.broken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.conformance.kit.ConformanceKit;
import dev.cortado.conformance.kit.Tier;
import dev.cortado.conformance.report.ConformanceReport;
import dev.cortado.conformance.report.Finding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kit itself: each broken backend is caught in the smoke tier, and the report names the operation. */
class BrokenBackendsTest {

    private static final int LEAST = 20;

    @TestFactory
    List<DynamicTest> everyDefectIsCaughtAndNamed() {
        List<Mutant> mutants = Stream.of(
                        WindowMutants.all(),
                        ArithmeticMutants.all(),
                        MemoryMutants.all(),
                        PromiseMutants.all(),
                        ScaleMutants.all())
                .flatMap(List::stream)
                .toList();
        assertThat(mutants).hasSizeGreaterThanOrEqualTo(LEAST);
        return mutants.stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.name() + ": " + mutant.op(), () -> caught(mutant)))
                .toList();
    }

    private static void caught(Mutant mutant) {
        ConformanceReport report = ConformanceKit.of(mutant).tier(Tier.SMOKE).run();
        assertThat(report.passed()).as(mutant.name()).isFalse();
        assertThat(report.failures().stream().map(Finding::op))
                .as(mutant.name() + ": " + report.failures())
                .contains(mutant.op());
        assertThat(report.certificate()).startsWith("FAIL: backend " + mutant.name());
    }

    @Test
    void aBackendWithoutDefectPasses() {
        ConformanceReport report =
                ConformanceKit.of(new ReferenceProvider()).tier(Tier.SMOKE).run();
        assertThat(report.failures()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.trials()).isGreaterThan(1500);
    }
}
