package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.Tolerance;
import java.util.Arrays;
import java.util.List;

/** Compares a backend with the reference in float64, within the tolerances of the kit. */
final class Agreement implements AutoCloseable {

    private final Backend reference = OnDevice.reference();
    private final Backend backend;

    Agreement(Backend backend) {
        this.backend = backend;
    }

    /** Checks that an operation gives what the reference gives on the same numbers in float64. */
    void check(Op op, HostTensor... inputs) {
        List<HostTensor> wide =
                Arrays.stream(inputs).map(x -> widened(x, false)).toList();
        List<HostTensor> expected = BackendScope.run(reference, op, wide);
        List<HostTensor> found = BackendScope.run(backend, op, List.of(inputs));
        assertThat(found).as(op.toString()).hasSameSizeAs(expected);
        List<HostTensor> scales = isSum(op)
                ? BackendScope.run(
                        reference,
                        op,
                        Arrays.stream(inputs).map(x -> widened(x, true)).toList())
                : expected;
        for (int i = 0; i < found.size(); i++) {
            String what =
                    op + " of " + Arrays.stream(inputs).map(HostTensor::spec).toList() + " result " + i;
            double least = tolerance(op) == Tolerance.DIRECT && !isSum(op) ? 1 : 0;
            compare(what, found.get(i), expected.get(i), scales.get(i), tolerance(op), terms(op, inputs), least);
        }
    }

    private static HostTensor widened(HostTensor x, boolean absolute) {
        if (!x.dtype().isFloating()) {
            return x;
        }
        HostTensor wide = x.cast(DType.FLOAT64).copy();
        for (int i = 0; absolute && i < wide.spec().elements(); i++) {
            wide.set(i, Math.abs(wide.get(i)));
        }
        return wide;
    }

    private static void compare(
            String what,
            HostTensor found,
            HostTensor expected,
            HostTensor scale,
            Tolerance tolerance,
            long terms,
            double least) {
        assertThat(found.shape()).as(what).isEqualTo(expected.shape());
        boolean floating = found.dtype().isFloating();
        for (int i = 0; i < found.spec().elements(); i++) {
            double y = found.get(i);
            double z = found.dtype() == DType.FLOAT32 ? (float) expected.get(i) : expected.get(i);
            if (Double.compare(y, z) == 0 || Double.isNaN(y) && Double.isNaN(z)) {
                continue;
            }
            double size = Math.max(Math.abs(scale.get(i)), least);
            double tiny = found.dtype() == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
            double bound = floating ? tolerance.bound(found.dtype(), terms, size) + 2 * tiny : 0;
            boolean near = Math.abs(y - expected.get(i)) <= bound && Double.isFinite(expected.get(i));
            if (!near) {
                throw new AssertionError(
                        what + " element " + i + ": found " + y + ", expected " + expected.get(i) + ", bound " + bound);
            }
        }
    }

    private static boolean isSum(Op op) {
        return op instanceof Reduce
                || op instanceof MatMul
                || op instanceof Convolution
                || op instanceof ConvolutionInputGradient
                || op instanceof ConvolutionWeightGradient
                || op instanceof WindowReduce
                || op instanceof ScatterAddAlong;
    }

    private static Tolerance tolerance(Op op) {
        boolean normalized = op instanceof WindowMaxGradient
                || op instanceof BatchNormTraining
                || op instanceof BatchNormGradient
                || op instanceof BatchNormInference;
        if (isSum(op) || normalized) {
            return Tolerance.DIRECT;
        }
        boolean transcendental = op instanceof Unary unary && unary.kind().compareTo(Unary.Kind.EXP) >= 0
                || op instanceof Binary binary && binary.kind() == Binary.Kind.POWER
                || op instanceof ScalarBinary scalar && scalar.kind() == Binary.Kind.POWER
                || op instanceof Sigmoid
                || op instanceof Softmax
                || op instanceof LogSoftmax
                || op instanceof SoftmaxCrossEntropy;
        return transcendental ? Tolerance.TRANSCENDENTAL : Tolerance.ARITHMETIC;
    }

    /** The most terms that one result can have. */
    private static long terms(Op op, HostTensor... inputs) {
        if (!isSum(op) && tolerance(op) == Tolerance.ARITHMETIC) {
            return 1;
        }
        long terms = 1;
        for (HostTensor input : inputs) {
            TensorSpec spec = input.spec();
            int axes = spec.shape().rank();
            terms = Math.max(terms, axes == 0 ? 1 : spec.elements() / Math.max(1, largestKept(op, spec)));
        }
        return terms;
    }

    /** A lower bound of how many results share the elements of an operand; 1 where unknown. */
    private static int largestKept(Op op, TensorSpec spec) {
        return op instanceof MatMul
                ? Math.max(1, Math.min(spec.shape().size(-1), spec.shape().size(-2)))
                : 1;
    }

    /** Checks that an operation gives exactly what the reference gives on the same numbers and types. */
    void checkExact(Op op, HostTensor... inputs) {
        List<HostTensor> expected = BackendScope.run(reference, op, List.of(inputs));
        assertThat(BackendScope.run(backend, op, List.of(inputs)))
                .as(op + " of " + Arrays.stream(inputs).map(HostTensor::spec).toList())
                .isEqualTo(expected);
    }

    @Override
    public void close() {
        reference.close();
        backend.close();
    }
}
