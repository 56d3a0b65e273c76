package dev.cortado.benchmarks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelCasesTest {

    static Set<String> names() {
        return KernelCases.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCaseRunsAndCostsSomething(String name) {
        KernelBenchmark benchmark = new KernelBenchmark();
        benchmark.kernel = name;
        benchmark.threads = 2;
        benchmark.compile();
        assertThat(benchmark.run()).isTrue();
        benchmark.close();
        KernelCase subject = KernelCases.all().get(name);
        assertThat(subject.cost().flops()).isPositive();
        assertThat(subject.cost().bytes())
                .isGreaterThan(subject.inputs().stream()
                        .mapToLong(spec -> spec.bytes())
                        .max()
                        .orElseThrow());
    }

    @Test
    void everyKindThatIsPromisedIsThere() {
        assertThat(Stream.of(
                        "gemm",
                        "convolution 3x3, 64",
                        "convolution 1x1, 64",
                        "input gradient",
                        "weight gradient",
                        "depthwise",
                        "maximum",
                        "batch norm",
                        "add"))
                .allSatisfy(kind -> assertThat(names()).anyMatch(name -> name.contains(kind)));
    }
}
