package dev.cortado.core.compare;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.WindowReduce;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How far two results of one operation lie apart, and how far rounding alone may take them.
 *
 * <p>The error of a sum is measured against the sum of its terms' absolute values, which is the operation run on absolute
 * operands; of anything else against the largest magnitude of the result. The bound is {@code c * eps * sqrt(K)} with K
 * operations per element of the result.
 */
final class Discrepancy {

    /** Twice the constant of the conformance kit for polynomials, its largest but Winograd's: both backends may round. */
    private static final double FACTOR = 32;

    private final Node node;
    private final List<double[]> scales = new ArrayList<>();

    /**
     * Prepares the comparison of an operation's results.
     *
     * @param operands what the results were computed from
     * @param results what A computed
     * @param rerun runs the operation on A with other operands
     */
    Discrepancy(Node node, List<HostTensor> operands, List<HostTensor> results, UnaryOperator<List<HostTensor>> rerun) {
        this.node = node;
        List<HostTensor> sums = isSum(node)
                ? rerun.apply(operands.stream().map(Discrepancy::absolute).toList())
                : List.of();
        for (int i = 0; i < results.size(); i++) {
            scales.add(scale(operands, results.get(i), sums.isEmpty() ? null : sums.get(i)));
        }
    }

    private static boolean isSum(Node node) {
        return node.op() instanceof Convolution
                || node.op() instanceof ConvolutionInputGradient
                || node.op() instanceof ConvolutionWeightGradient
                || node.op() instanceof MatMul
                || node.op() instanceof Reduce
                || node.op() instanceof WindowReduce
                || node.op() instanceof ScatterAddAlong;
    }

    /** One scale per element, or a single one for all. */
    private double[] scale(List<HostTensor> operands, HostTensor result, HostTensor sum) {
        if (sum != null && sum.dtype().isFloating()) {
            return elements(sum);
        }
        if (node.op() instanceof Binary && result.dtype().isFloating()) {
            double[] scale = elements(result);
            for (HostTensor operand : operands) {
                for (int i = 0; i < scale.length && operand.spec().equals(result.spec()); i++) {
                    scale[i] += Math.abs(operand.get(i));
                }
            }
            return scale;
        }
        return new double[] {largest(result)};
    }

    private static double largest(HostTensor tensor) {
        double largest = 0;
        for (double value : elements(tensor)) {
            largest = Double.isFinite(value) ? Math.max(largest, value) : largest;
        }
        return largest;
    }

    /** Returns the largest relative error of B's results; for whole numbers and truth values the share that differs. */
    double error(List<HostTensor> a, List<HostTensor> b) {
        double worst = 0;
        for (int i = 0; i < a.size(); i++) {
            worst = Math.max(worst, error(a.get(i), b.get(i), scales.get(i)));
        }
        return worst;
    }

    /**
     * Returns the error of results whose operands differed already: relative to the largest magnitude, since a difference
     * that operands bring along says nothing about the terms of this operation.
     */
    double accumulated(List<HostTensor> a, List<HostTensor> b) {
        double worst = 0;
        for (int i = 0; i < a.size(); i++) {
            worst = Math.max(worst, error(a.get(i), b.get(i), new double[] {largest(a.get(i))}));
        }
        return worst;
    }

    private static double error(HostTensor a, HostTensor b, double[] scale) {
        double worst = 0;
        int different = 0;
        for (int i = 0; i < a.spec().elements(); i++) {
            double left = a.get(i);
            double right = b.get(i);
            if (left == right || Double.isNaN(left) && Double.isNaN(right)) {
                continue;
            }
            different++;
            double size = Math.max(scale[Math.min(i, scale.length - 1)], Float.MIN_NORMAL);
            double error = Math.abs(left - right) / size;
            // nothing is small beside an infinity
            boolean comparable = Double.isFinite(error) && Double.isFinite(size);
            worst = Math.max(worst, comparable ? error : Double.POSITIVE_INFINITY);
        }
        return a.dtype().isFloating()
                ? worst
                : different / (double) Math.max(1, a.spec().elements());
    }

    /** Returns the largest error that rounding explains; 0 where results are exact. */
    double bound() {
        long elements = 0;
        double epsilon = 0;
        for (var spec : node.outputSpecs()) {
            elements += spec.elements();
            if (spec.dtype().isFloating()) {
                epsilon = Math.max(epsilon, spec.dtype() == DType.FLOAT64 ? Math.ulp(1d) : Math.ulp(1f));
            }
        }
        double terms = node.op().cost(node.inputSpecs(), node.outputSpecs()).flops() / (2.0 * Math.max(1, elements));
        return FACTOR * epsilon * Math.sqrt(Math.max(1, terms));
    }

    private static double[] elements(HostTensor tensor) {
        double[] values = new double[tensor.spec().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(tensor.get(i));
        }
        return values;
    }

    private static HostTensor absolute(HostTensor tensor) {
        if (!tensor.dtype().isFloating()) {
            return tensor;
        }
        HostTensor result = tensor.copy();
        for (int i = 0; i < result.spec().elements(); i++) {
            result.set(i, Math.abs(result.get(i)));
        }
        return result;
    }
}
