package dev.cortado.conformance.broken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.conformance.kit.Answers;
import dev.cortado.conformance.kit.ConformanceKit;
import dev.cortado.conformance.kit.Tier;
import dev.cortado.conformance.report.ConformanceReport;
import dev.cortado.conformance.report.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The kit itself: each broken backend is caught in the smoke tier, and the report names the operation.
 *
 * <p>The smoke tier asks about the operation in question first, and ends when it is caught: what one operation is asked does not
 * depend on what others are asked.
 */
class BrokenBackendsTest {

    private static final int LEAST = 20;
    private static final Answers ANSWERS = Answers.shared();

    @TestFactory
    List<DynamicTest> everyDefectIsCaughtAndNamed() {
        List<Mutant> mutants = Stream.of(
                        WindowMutants.all(),
                        ArithmeticMutants.all(),
                        MemoryMutants.all(),
                        PromiseMutants.all(),
                        ScaleMutants.all(),
                        SizeMutants.all(),
                        PreparationMutants.all())
                .flatMap(List::stream)
                .toList();
        assertThat(mutants).hasSizeGreaterThanOrEqualTo(LEAST);
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<DynamicTest> tests = new ArrayList<>();
        for (Mutant mutant : mutants) {
            Future<?> result = two.submit(() -> caught(mutant));
            tests.add(DynamicTest.dynamicTest(mutant.name() + ": " + mutant.op(), () -> get(result)));
        }
        two.shutdown();
        return tests;
    }

    private static void get(Future<?> result) throws Throwable {
        try {
            result.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    /** One after the other, since the kit sees the memory of the whole process. */
    @TestFactory
    List<DynamicTest> everyLeakIsCaughtAndNamed() {
        List<Mutant> mutants = new ArrayList<>(LeakingMutants.all());
        if (Files.isReadable(Path.of("/proc/self/smaps"))) {
            mutants.addAll(LeakingMutants.outsideOfHeap());
        } else {
            System.out.println("skipped: leaks outside of the heap, which this system does not show");
        }
        return mutants.stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.name() + ": " + mutant.op(), () -> caught(mutant)))
                .toList();
    }

    private static void caught(Mutant mutant) {
        ConformanceReport report = null;
        if (ConformanceKit.operations().contains(mutant.op())) {
            report = kit(mutant).only(mutant.op()).run();
        }
        if (report == null || report.passed()) {
            report = kit(mutant).run();
        }
        assertThat(report.passed()).as(mutant.name()).isFalse();
        assertThat(report.failures().stream().map(Finding::op))
                .as(mutant.name() + ": " + report.failures())
                .contains(mutant.op());
        assertThat(report.certificate()).startsWith("FAIL: backend " + mutant.name());
    }

    private static ConformanceKit kit(Mutant mutant) {
        return ConformanceKit.of(mutant)
                .tier(Tier.SMOKE)
                .answers(ANSWERS)
                .until(finding -> finding.op().equals(mutant.op()));
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
