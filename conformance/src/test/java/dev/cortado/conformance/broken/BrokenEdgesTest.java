package dev.cortado.conformance.broken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.EdgeConformance;
import dev.cortado.conformance.kit.ConformanceKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

class BrokenEdgesTest {

    private static final int LARGE = 4_096;
    private static final int LARGER = 8_192;
    private static final List<String> QUICK = List.of("cortado.exp", "cortado.tanh", "cortado.cast", "cortado.select");

    private static final class Edges extends EdgeConformance {

        private final BackendProvider provider;

        Edges(BackendProvider provider) {
            this.provider = provider;
        }

        @Override
        protected BackendProvider provider() {
            return provider;
        }

        /** Runs the quick ones, those of elementwise operations. */
        List<String> failing() throws Throwable {
            List<String> failing = new ArrayList<>();
            List<DynamicTest> quick = edges().filter(test -> QUICK.contains(test.getDisplayName()))
                    .toList();
            assertThat(quick).hasSameSizeAs(QUICK);
            for (DynamicTest test : quick) {
                try {
                    test.getExecutable().execute();
                } catch (AssertionError wrong) {
                    failing.add(test.getDisplayName());
                    assertThat(wrong).hasMessageContaining("element 4999 is 7.0");
                }
            }
            return failing;
        }
    }

    @Test
    void aDefectThatTheSmokeTierDoesNotMeetIsFoundAndNothingElse() throws Throwable {
        Mutant mutant = Mutant.of(
                "large-rests",
                "cortado.tanh",
                backend -> Corrupting.op(backend, "cortado.tanh", (op, operands, results) -> {
                    int elements = results.get(0).spec().elements();
                    if (elements > LARGE && elements < LARGER) {
                        results.get(0).set(elements - 1, 7);
                    }
                }));
        assertThat(ConformanceKit.of(mutant).only("tanh").run().passed()).isTrue();
        assertThat(new Edges(mutant).failing()).containsExactly("cortado.tanh");
    }
}
