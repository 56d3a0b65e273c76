package dev.cortado.conformance.oracle;

import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.Tolerance;
import java.util.List;

/** How errors add up in sums: {@code c * sqrt(K)} times the sum of the absolute terms, and what the operands bring. */
final class Sums {

    private final ReferenceRun reference;

    Sums(ReferenceRun reference) {
        this.reference = reference;
    }

    /** Returns the slack of a matrix product or a convolution. */
    HostTensor products(Op op, Estimate a, Estimate b, Tolerance tolerance) {
        HostTensor left = Numbers.abs(a.wide());
        HostTensor right = Numbers.abs(b.wide());
        HostTensor own = scaled(run(op, left, right), tolerance, terms(op, a, b));
        HostTensor fromLeft = a.slack() == null ? null : run(op, a.slack(), right);
        HostTensor fromRight = b.slack() == null ? null : run(op, left, b.slack());
        return Numbers.add(own, Numbers.add(fromLeft, fromRight));
    }

    /** Returns the slack of a sum along axes, of a sum over windows, or of adding up at indices. */
    HostTensor sums(Op op, Estimate x, List<HostTensor> others, long terms) {
        HostTensor own = scaled(run(op, with(Numbers.abs(x.wide()), others)), Tolerance.DIRECT, terms);
        return Numbers.add(own, x.slack() == null ? null : run(op, with(x.slack(), others)));
    }

    /** Returns the slack of a sum of squares. */
    HostTensor squares(Reduce op, Estimate x, HostTensor y, long terms) {
        HostTensor own = scaled(y, Tolerance.DIRECT, terms);
        if (x.slack() == null) {
            return own;
        }
        HostTensor products = Numbers.make(
                x.spec(), i -> 2 * Numbers.times(x.slack(i), Math.abs(x.wide().get(i))));
        return Numbers.add(own, run(new Reduce(Reduce.Kind.SUM, op.axes()), products));
    }

    private static HostTensor[] with(HostTensor first, List<HostTensor> others) {
        HostTensor[] all = new HostTensor[1 + others.size()];
        all[0] = first;
        for (int i = 0; i < others.size(); i++) {
            all[i + 1] = others.get(i);
        }
        return all;
    }

    private static HostTensor scaled(HostTensor absolute, Tolerance tolerance, long terms) {
        double factor = tolerance.factor() * Math.sqrt(Math.max(1, terms));
        return Numbers.map(absolute, sum -> factor * sum);
    }

    HostTensor run(Op op, HostTensor... operands) {
        return reference.apply(op, List.of(operands)).orElseThrow().get(0);
    }

    private static long terms(Op op, Estimate a, Estimate b) {
        if (op instanceof MatMul product) {
            return a.shape().size(product.transposeLeft() ? -2 : -1);
        }
        if (op instanceof Convolution) {
            return b.shape().elements(1, b.shape().rank());
        }
        throw new IllegalArgumentException(op + " is no product");
    }

    /** Returns K of a sum. */
    static long terms(Op op, Estimate x) {
        if (op instanceof WindowReduce reduce) {
            return reduce.window().elements();
        }
        if (op instanceof ScatterAddAlong scatter) {
            return x.shape().size(scatter.axis());
        }
        long terms = 1;
        for (int axis : ((Reduce) op).axes()) {
            terms *= x.shape().size(axis);
        }
        return terms;
    }
}
