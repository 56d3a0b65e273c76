package dev.cortado.conformance;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.kit.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks operations at the sizes and on the numbers where fast kernels change their ways, more than the smoke tier of {@link
 * BackendConformance} has: extend it where kernels work on vectors, tiles or groups of work items.
 *
 * <pre>{@code
 * class MyEdgesTest extends EdgeConformance {
 *     @Override
 *     protected BackendProvider provider() {
 *         return new MyProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>Each operation becomes a test; what the backend lacks must be refused, as in the kit.
 */
public abstract class EdgeConformance {

    /** Returns who makes the backend that is checked. */
    protected abstract BackendProvider provider();

    /** Returns what the backend is created with: two threads by default. */
    protected BackendOptions options() {
        return BackendOptions.of(2);
    }

    /** Gives one test per operation. */
    @TestFactory
    protected Stream<DynamicTest> edges() {
        new BackendRequirement(provider()).check();
        Map<String, List<OpCase>> cases = new TreeMap<>();
        for (OpCase example : EdgeCases.all(1)) {
            cases.computeIfAbsent(example.op().name(), key -> new ArrayList<>()).add(example);
        }
        return cases.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
    }

    private void check(List<OpCase> cases) {
        List<String> failures = new ArrayList<>();
        try (Workbench bench = new Workbench(provider(), options())) {
            for (OpCase example : cases) {
                try {
                    bench.check(example.op(), example.operands().toArray(HostTensor[]::new));
                } catch (AssertionError wrong) {
                    failures.add(wrong.getMessage());
                }
            }
        }
        if (!failures.isEmpty()) {
            Assertions.fail(failures.size() + " of " + cases.size() + " cases fail:" + System.lineSeparator()
                    + String.join(System.lineSeparator(), failures));
        }
    }
}
