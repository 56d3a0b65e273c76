package dev.cortado.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import java.util.Random;

/** Random operands, and sums in float64 together with what bounds their error. */
public final class Numbers {

    /**
     * How often the rounding error of one term may occur in a sum of K terms, in units of sqrt(K): errors of a chain of
     * additions behave like a random walk.
     */
    private static final double DIRECT_SUM = 4;

    private static final double EPSILON = Math.ulp(1f) / 2;

    private Numbers() {}

    /** Returns numbers between -1 and 1. */
    public static HostTensor random(long seed, int... sizes) {
        Random random = new Random(seed);
        HostTensor tensor = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, sizes));
        for (int i = 0; i < tensor.spec().elements(); i++) {
            tensor.floats()[i] = random.nextFloat() * 2 - 1;
        }
        return tensor;
    }

    /** Sums of products. */
    public static final class Sums {

        private final double[] values;
        private final double[] absolute;
        private final int[] terms;

        /** Starts with zeros. */
        public Sums(int count) {
            values = new double[count];
            absolute = new double[count];
            terms = new int[count];
        }

        /** Adds a product of floats. */
        public void add(int index, double left, double right) {
            values[index] += left * right;
            absolute[index] += Math.abs(left * right);
            terms[index]++;
        }

        /** Checks float32 results against the bound. */
        public void check(HostTensor actual) {
            assertThat(actual.spec().elements()).isEqualTo(values.length);
            for (int i = 0; i < values.length; i++) {
                double bound = DIRECT_SUM * EPSILON * Math.sqrt(terms[i]) * absolute[i];
                assertThat(Math.abs(actual.get(i) - values[i]))
                        .as("element %d: %s instead of %s", i, actual.get(i), values[i])
                        .isLessThanOrEqualTo(bound);
            }
        }
    }

    /** Returns the sum of products of all elements, in float64. */
    public static double dot(HostTensor left, HostTensor right) {
        double sum = 0;
        for (int i = 0; i < left.spec().elements(); i++) {
            sum += left.get(i) * right.get(i);
        }
        return sum;
    }
}
