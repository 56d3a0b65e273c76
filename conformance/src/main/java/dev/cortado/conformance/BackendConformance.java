package dev.cortado.conformance;

import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.kit.ConformanceKit;
import dev.cortado.conformance.kit.Tier;
import dev.cortado.conformance.report.ConformanceReport;
import dev.cortado.conformance.report.Finding;
import dev.cortado.conformance.report.OpResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The kit as tests: extend it, return your provider, and each operation of Cortado is a test of its own.
 *
 * <pre>{@code
 * class MyBackendTest extends BackendConformance {
 *     @Override
 *     protected BackendProvider provider() {
 *         return new MyProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>The tier is smoke, unless the system property {@code cortado.conformance.tier} names another one or {@link #tier} is
 * overridden. A backend that cannot run on this machine is skipped with its reason, unless the environment variable
 * {@code CORTADO_REQUIRED_BACKENDS} lists its name: then it fails.
 */
public abstract class BackendConformance {

    private static final String TIER = "cortado.conformance.tier";

    /** Returns who makes the backends that are checked. */
    protected abstract BackendProvider provider();

    /** Returns what backends are created with: two threads by default. */
    protected BackendOptions options() {
        return BackendOptions.of(2);
    }

    /** Returns how much is tried. */
    protected Tier tier() {
        return Tier.named(System.getProperty(TIER, Tier.SMOKE.name()));
    }

    /** Returns the seed of the operands. */
    protected long seed() {
        return 1;
    }

    /** Runs the kit and gives one test per operation. */
    @TestFactory
    List<DynamicTest> conformance() {
        BackendProvider provider = provider();
        new BackendRequirement(provider).check();
        ConformanceReport report = ConformanceKit.of(provider)
                .options(options())
                .tier(tier())
                .seed(seed())
                .run();
        System.out.println(report.certificate());
        report.notes().forEach(note -> System.out.println("not checked: " + note));
        Set<String> names =
                report.operations().stream().map(OpResult::op).collect(Collectors.toCollection(TreeSet::new));
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : names) {
            tests.add(DynamicTest.dynamicTest(name, () -> expectNoFailure(name, report)));
        }
        tests.add(DynamicTest.dynamicTest(
                "certificate", () -> Assertions.assertTrue(report.passed(), report.certificate())));
        return tests;
    }

    private static void expectNoFailure(String name, ConformanceReport report) {
        List<String> failures = report.failures().stream()
                .filter(finding -> finding.op().equals(name))
                .map(Finding::toString)
                .toList();
        if (!failures.isEmpty()) {
            Assertions.fail(failures.size() + " failures:" + System.lineSeparator()
                    + String.join(System.lineSeparator(), failures));
        }
    }
}
