package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Op;
import java.util.Arrays;
import java.util.List;

/** Compares this backend with the reference backend in float64. */
final class Agreement {

    private static final double EPSILON = 0x1p-24;

    private Agreement() {}

    /**
     * Checks that an operation gives what the reference gives on the same numbers in float64.
     *
     * @param factor how many roundings of the scale are allowed, c x sqrt(K)
     * @param scale what errors are measured against besides the result itself; the sum of absolute terms
     */
    static void check(Op op, double factor, double scale, HostTensor... inputs) {
        HostTensor[] wide = Arrays.stream(inputs)
                .map(x -> x.dtype() == DType.FLOAT32 ? x.cast(DType.FLOAT64) : x)
                .toArray(HostTensor[]::new);
        List<HostTensor> expected = BackendScope.runOn("reference", 1, op, wide);
        List<HostTensor> found = BackendScope.runOn("cpu", 2, op, inputs);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            compare(op.toString() + " result " + i, found.get(i), expected.get(i), factor, scale);
        }
    }

    /** Checks that an operation gives exactly what the reference gives on the same numbers and types. */
    static void checkExact(Op op, HostTensor... inputs) {
        List<HostTensor> expected = BackendScope.runOn("reference", 1, op, inputs);
        assertThat(BackendScope.runOn("cpu", 2, op, inputs)).as(op.toString()).isEqualTo(expected);
    }

    static void compare(String what, HostTensor found, HostTensor expected, double factor, double scale) {
        assertThat(found.shape()).as(what).isEqualTo(expected.shape());
        for (int i = 0; i < found.spec().elements(); i++) {
            double y = found.get(i);
            double z = expected.dtype() == DType.FLOAT64 ? (float) expected.get(i) : expected.get(i);
            if (Double.compare(y, z) == 0) {
                continue;
            }
            double bound = factor * EPSILON * Math.max(Math.abs(expected.get(i)), scale) + Float.MIN_VALUE;
            if (!(Math.abs(y - expected.get(i)) <= bound)) {
                throw new AssertionError(
                        what + " element " + i + ": found " + y + ", expected " + expected.get(i) + ", bound " + bound);
            }
        }
    }
}
