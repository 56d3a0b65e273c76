package dev.cortado.backend.cpu;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.op.Transpose;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.conformance.Samples;
import dev.cortado.conformance.kit.Workbench;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matrices of few or many rows and columns, near and far apart, against the oracle. */
class TranspositionTest {

    @ParameterizedTest
    @CsvSource({
        "3, 5, 7, 9",
        "2, 40, 9, 8",
        "2, 3, 17, 31",
        "1, 33, 8, 8",
        "2, 130, 24, 24",
        "2, 7, 23, 23",
        "3, 600, 3, 5",
        "1, 1, 40, 40",
        "2, 520, 2, 2",
        "1, 64, 32, 32"
    })
    void movesEveryElement(int a, int b, int c, int d) {
        HostTensor x = new Samples(1).random(DType.FLOAT32, a, b, c, d);
        HostTensor y = new Samples(2).random(DType.FLOAT32, a, c, d, b);
        try (Workbench bench = new Workbench(new CpuProvider(), BackendOptions.of(2))) {
            bench.check(ChannelsLast.TO_LAST, x);
            bench.check(ChannelsLast.TO_FIRST, y);
            bench.check(Transpose.of(3, 0, 2, 1), x);
            bench.check(Transpose.of(2, 1, 3, 0), x.cast(DType.INT32));
        }
    }
}
