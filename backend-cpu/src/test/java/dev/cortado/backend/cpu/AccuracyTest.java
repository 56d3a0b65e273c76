package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Unary;
import dev.cortado.conformance.Samples;
import dev.cortado.conformance.Tolerance;
import dev.cortado.conformance.kit.Workbench;
import org.junit.jupiter.api.Test;

/** This backend promises more than the kit asks: arithmetic is rounded correctly, and functions err by two units at most. */
class AccuracyTest {

    private static final int COUNT = 20_000;

    private static double promised(Tolerance tolerance, boolean power) {
        return switch (tolerance) {
            case ARITHMETIC -> 0.5;
            case TRANSCENDENTAL -> power ? 4 : 2;
            default -> tolerance.factor();
        };
    }

    /** Each operation is checked on a bench of its own, which tells its worst error. */
    private static void check(Unary op) {
        try (Workbench bench = new Workbench(new CpuProvider(), BackendOptions.of(2))) {
            bench.check(op, new Samples(1).random(DType.FLOAT32, COUNT));
            assertThat(bench.results().get(0).worst())
                    .as(op.toString())
                    .isLessThanOrEqualTo(promised(Tolerance.usual(op), false));
        }
    }

    private static void check(Binary op) {
        try (Workbench bench = new Workbench(new CpuProvider(), BackendOptions.of(2))) {
            bench.check(op, new Samples(2).random(DType.FLOAT32, COUNT), new Samples(3).random(DType.FLOAT32, COUNT));
            assertThat(bench.results().get(0).worst())
                    .as(op.toString())
                    .isLessThanOrEqualTo(promised(Tolerance.usual(op), op.kind() == Binary.Kind.POWER));
        }
    }

    @Test
    void functionsOfOneNumber() {
        for (Unary.Kind kind : Unary.Kind.values()) {
            if (kind != Unary.Kind.NOT) {
                check(new Unary(kind));
            }
        }
    }

    @Test
    void functionsOfTwoNumbers() {
        for (Binary.Kind kind : Binary.Kind.values()) {
            if (!kind.isLogic()) {
                check(new Binary(kind));
            }
        }
    }
}
