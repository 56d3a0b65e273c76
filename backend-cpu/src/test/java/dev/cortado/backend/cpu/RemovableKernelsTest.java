package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.backend.cpu.lower.LoweringRule;
import dev.cortado.conformance.kit.ConformanceKit;
import dev.cortado.conformance.report.ConformanceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fast kernels and fusions are there for speed alone: the backend passes the kit without any of them. */
class RemovableKernelsTest {

    /** A CPU backend without some lines of its catalogue. */
    private record Smaller(List<HostKernel.Factory> faster, List<LoweringRule> rules) implements BackendProvider {

        @Override
        public String name() {
            return CpuBackend.NAME;
        }

        @Override
        public String summary() {
            return "the CPU backend with fewer kernels";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public Usability usability() {
            return new CpuProvider().usability();
        }

        @Override
        public Backend create(BackendOptions options) {
            return new CpuBackend(options, faster, rules);
        }
    }

    static List<Named<BackendProvider>> smaller() {
        List<Named<BackendProvider>> smaller = new ArrayList<>();
        for (HostKernel.Factory left : Catalog.faster()) {
            List<HostKernel.Factory> rest = without(Catalog.faster(), smaller.size());
            smaller.add(Named.of("without " + left.getClass().getSimpleName(), new Smaller(rest, Catalog.rules())));
        }
        for (int i = 0; i < Catalog.rules().size(); i++) {
            String left = Catalog.rules().get(i).getClass().getSimpleName();
            smaller.add(Named.of("without " + left, new Smaller(Catalog.faster(), without(Catalog.rules(), i))));
        }
        return smaller;
    }

    private static <T> List<T> without(List<T> all, int index) {
        return IntStream.range(0, all.size())
                .filter(i -> i != index)
                .mapToObj(all::get)
                .toList();
    }

    @Test
    void passesTheKitWithoutAnyOfThem() {
        expectPass(new Smaller(List.of(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("smaller")
    @EnabledIfSystemProperty(
            named = "cortado.conformance.tier",
            matches = "full|soak",
            disabledReason = "each alone takes a smoke run of the kit: see the profile full-kit")
    void passesTheKitWithoutOneOfThem(BackendProvider smaller) {
        expectPass(smaller);
    }

    private static void expectPass(BackendProvider provider) {
        ConformanceReport report = ConformanceKit.of(provider).run();
        assertThat(report.passed()).as(report.certificate()).isTrue();
    }
}
