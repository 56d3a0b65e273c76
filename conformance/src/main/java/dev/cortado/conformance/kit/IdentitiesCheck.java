package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.Samples;
import dev.cortado.conformance.Tolerance;
import dev.cortado.core.run.SingleOp;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold whatever the numbers are, without another backend as oracle: products are linear, convolution commutes
 * with shifts, and a gradient is the adjoint, {@code <Ax, y> = <x, A'y>}.
 */
final class IdentitiesCheck implements Check {

    private static final int SHIFT = 2;

    @Override
    public void run(Examination exam) {
        Samples samples = new Samples(90 + exam.seed());
        for (Convolution op : convolutions()) {
            HostTensor x = floats(samples, 2, 4, 8, 9);
            HostTensor kernel = floats(samples, 6, 4 / op.groups(), 3, 2);
            check(exam, op, x, kernel, samples);
        }
        WindowReduce sum = new WindowReduce(
                WindowReduce.Kind.SUM,
                Window.of(new int[] {3, 2}, new int[] {2, 1}).withPadding(new int[] {1, 0}, new int[] {1, 0}));
        linear(exam, sum, 6, floats(samples, 2, 3, 9, 8), floats(samples, 2, 3, 9, 8), List.of());
        HostTensor right = floats(samples, 13, 5);
        linear(exam, new MatMul(false, false), 13, floats(samples, 7, 13), floats(samples, 7, 13), List.of(right));
    }

    private static List<Convolution> convolutions() {
        Convolution plain = Convolution.of(2);
        Convolution padded = plain.withPadding(new int[] {1, 2}, new int[] {1, 2});
        return List.of(plain, padded.withStride(2, 3), plain.withKernelDilation(2, 3), padded.withGroups(2));
    }

    private static HostTensor floats(Samples samples, int... sizes) {
        return samples.distinct(sizes).cast(DType.FLOAT32);
    }

    private static void check(Examination exam, Convolution op, HostTensor x, HostTensor kernel, Samples samples) {
        if (!exam.promises(op, List.of(x.spec(), kernel.spec()))) {
            return;
        }
        int terms = kernel.shape().elements(1, 4);
        linear(exam, op, terms, x, floats(samples, x.shape().toArray()), List.of(kernel));
        Shape result = op.infer(List.of(x.spec(), kernel.spec())).get(0).shape();
        HostTensor y = floats(samples, result.toArray());
        adjoint(exam, op, x, kernel, y, new ConvolutionInputGradient(op, x.shape()), List.of(kernel, y), x);
        adjoint(exam, op, x, kernel, y, new ConvolutionWeightGradient(op, kernel.shape()), List.of(x, y), kernel);
        if (op.padLow().stream().allMatch(size -> size == 0) && op.groups() == 1) {
            shifts(exam, op, x, kernel, terms);
        }
    }

    private static void adjoint(
            Examination exam,
            Convolution op,
            HostTensor x,
            HostTensor kernel,
            HostTensor y,
            Op gradient,
            List<HostTensor> operands,
            HostTensor of) {
        List<TensorSpec> specs = operands.stream().map(HostTensor::spec).toList();
        if (!exam.wants(gradient) || !exam.promises(gradient, specs)) {
            return;
        }
        exam.attempt("identity", gradient, DType.FLOAT32, gradient + " of " + specs, () -> {
            double forward = dot(run(exam, op, List.of(x, kernel)), y);
            double backward = dot(run(exam, gradient, operands), of);
            double size = dot(run(exam, op, List.of(abs(x), abs(kernel))), abs(y));
            expectNear("<Ax, y> and <x, A'y>", forward, backward, y.spec().elements(), size);
        });
    }

    private static void linear(
            Examination exam, Op op, int terms, HostTensor x, HostTensor y, List<HostTensor> others) {
        List<HostTensor> operands = with(x, others);
        List<TensorSpec> specs = operands.stream().map(HostTensor::spec).toList();
        if (!exam.wants(op) || !exam.promises(op, specs)) {
            return;
        }
        exam.attempt("identity", op, DType.FLOAT32, op + " of " + specs, () -> {
            HostTensor sum = HostTensor.zeros(x.spec());
            for (int i = 0; i < x.spec().elements(); i++) {
                // powers of two keep the products exact
                sum.set(i, 0.5 * x.get(i) - 2 * y.get(i));
            }
            HostTensor together = run(exam, op, with(sum, others));
            HostTensor first = run(exam, op, operands);
            HostTensor second = run(exam, op, with(y, others));
            HostTensor size = run(
                    exam,
                    op,
                    with(abs(sum), others.stream().map(IdentitiesCheck::abs).toList()));
            HostTensor sizeX = run(
                    exam,
                    op,
                    with(abs(x), others.stream().map(IdentitiesCheck::abs).toList()));
            HostTensor sizeY = run(
                    exam,
                    op,
                    with(abs(y), others.stream().map(IdentitiesCheck::abs).toList()));
            for (int i = 0; i < together.spec().elements(); i++) {
                expectNear(
                        "A(x/2 - 2y) and Ax/2 - 2Ay at " + i,
                        together.get(i),
                        0.5 * first.get(i) - 2 * second.get(i),
                        terms,
                        size.get(i) + 0.5 * sizeX.get(i) + 2 * sizeY.get(i));
            }
        });
    }

    /** Moves the image by whole strides; results that see no edge move along. */
    private static void shifts(Examination exam, Convolution op, HostTensor x, HostTensor kernel, int terms) {
        if (!exam.wants(op)) {
            return;
        }
        exam.attempt("identity", op, DType.FLOAT32, op + " of shifted " + x.spec(), () -> {
            int height = x.shape().size(2);
            int width = x.shape().size(3);
            HostTensor moved = HostTensor.zeros(x.spec());
            for (int i = 0; i < x.spec().elements(); i++) {
                if (i / width % height >= SHIFT) {
                    moved.set(i, x.get(i - SHIFT * width));
                }
            }
            HostTensor before = run(exam, op, List.of(x, kernel));
            HostTensor after = run(exam, op, List.of(moved, kernel));
            HostTensor size = run(exam, op, List.of(abs(x), abs(kernel)));
            int rows = before.shape().size(2);
            int columns = before.shape().size(3);
            for (int i = 0; i < before.spec().elements(); i++) {
                if (i / columns % rows >= SHIFT) {
                    int from = i - SHIFT * columns;
                    expectNear("the shifted result at " + i, after.get(i), before.get(from), terms, 2 * size.get(from));
                }
            }
        });
    }

    private static HostTensor run(Examination exam, Op op, List<HostTensor> operands) {
        List<TensorSpec> specs = operands.stream().map(HostTensor::spec).toList();
        try (SingleOp program = new SingleOp(exam.backend(), op, specs)) {
            return program.run(operands).get(0);
        }
    }

    private static List<HostTensor> with(HostTensor first, List<HostTensor> others) {
        List<HostTensor> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    private static HostTensor abs(HostTensor x) {
        HostTensor abs = x.copy();
        for (int i = 0; i < x.spec().elements(); i++) {
            abs.set(i, Math.abs(x.get(i)));
        }
        return abs;
    }

    private static double dot(HostTensor a, HostTensor b) {
        double sum = 0;
        for (int i = 0; i < a.spec().elements(); i++) {
            sum += a.get(i) * b.get(i);
        }
        return sum;
    }

    private static void expectNear(String what, double a, double b, int terms, double size) {
        double bound = Tolerance.WINOGRAD_4.bound(DType.FLOAT32, terms, size) + Float.MIN_NORMAL;
        if (!(Math.abs(a - b) <= bound)) {
            throw new Broken("identity", what + " differ: " + a + " and " + b + ", bound " + bound);
        }
    }
}
