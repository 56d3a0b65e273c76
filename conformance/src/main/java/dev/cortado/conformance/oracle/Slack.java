package dev.cortado.conformance.oracle;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sort;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.Tolerance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The slack of a primitive operation's results, from that of its operands and its own rounding. */
final class Slack {

    private final Sums sums;
    private final AccuracySource accuracy;

    Slack(ReferenceRun reference, AccuracySource accuracy) {
        this.sums = new Sums(reference);
        this.accuracy = accuracy;
    }

    /** Returns one slack per result; null for exact ones. */
    List<HostTensor> of(Op op, Op wide, List<Estimate> x, List<TensorSpec> specs, List<HostTensor> y) {
        if (op instanceof Sort) {
            return java.util.Arrays.asList(largest(x.get(0), y.get(0)), null);
        }
        HostTensor slack = specs.get(0).dtype().isFloating() ? single(op, wide, x, specs, y.get(0)) : null;
        List<HostTensor> all = new ArrayList<>(Collections.nCopies(y.size(), null));
        all.set(0, slack);
        return all;
    }

    private HostTensor single(Op op, Op wide, List<Estimate> x, List<TensorSpec> specs, HostTensor y) {
        if (op instanceof Unary unary) {
            return Rounding.unary(unary.kind(), x.get(0), y);
        }
        if (op instanceof Binary binary) {
            return Rounding.binary(binary.kind(), x.get(0), x.get(1), y);
        }
        if (wide instanceof ScalarBinary scalar) {
            Estimate number =
                    new Estimate(null, x.get(0).spec(), Numbers.make(x.get(0).spec(), i -> scalar.number()), null);
            return scalar.numberFirst()
                    ? Rounding.binary(scalar.kind(), number, x.get(0), y)
                    : Rounding.binary(scalar.kind(), x.get(0), number, y);
        }
        if (op instanceof MatMul || op instanceof Convolution) {
            return sums.products(op, x.get(0), x.get(1), products(op, x, specs));
        }
        if (op instanceof Cast) {
            HostTensor own = specs.get(0).dtype() == DType.FLOAT32
                            && x.get(0).dtype() != DType.FLOAT32
                            && x.get(0).dtype() != DType.BOOL
                    ? Numbers.map(y, Math::abs)
                    : null;
            return Numbers.add(own, x.get(0).dtype().isFloating() ? x.get(0).slack() : null);
        }
        if (op instanceof Reduce reduce) {
            return switch (reduce.kind()) {
                case SUM -> sums.sums(op, x.get(0), List.of(), Sums.terms(op, x.get(0)));
                case SUM_SQUARES -> sums.squares(reduce, x.get(0), y, Sums.terms(op, x.get(0)));
                case MAX, MIN -> moved(new Reduce(Reduce.Kind.MAX, reduce.axes()), x);
            };
        }
        if (op instanceof WindowReduce reduce) {
            return reduce.kind() == WindowReduce.Kind.SUM
                    ? sums.sums(op, x.get(0), List.of(), Sums.terms(op, x.get(0)))
                    : moved(op, x);
        }
        if (op instanceof ScatterAddAlong) {
            return sums.sums(op, x.get(0), List.of(x.get(1).wide()), Sums.terms(op, x.get(0)));
        }
        if (op instanceof ArgMax || op instanceof WindowArgMax) {
            return null;
        }
        return moved(op instanceof Pad pad ? pad.withValue(0) : op, x);
    }

    private Tolerance products(Op op, List<Estimate> x, List<TensorSpec> specs) {
        Accuracy of = accuracy.of(op, x.stream().map(Estimate::spec).toList(), specs);
        return Tolerance.of(of, Tolerance.DIRECT);
    }

    /** Moves slack as the operation moves elements. */
    private HostTensor moved(Op op, List<Estimate> x) {
        if (x.stream().allMatch(operand -> operand.slack() == null)) {
            return null;
        }
        boolean select = op instanceof Select;
        HostTensor[] operands = new HostTensor[x.size()];
        for (int i = 0; i < operands.length; i++) {
            Estimate operand = x.get(i);
            boolean data = select ? i > 0 : op instanceof Concat || i == 0;
            operands[i] = !data
                    ? operand.wide()
                    : operand.slack() == null ? HostTensor.zeros(operand.spec().with(DType.FLOAT64)) : operand.slack();
        }
        // a maximum over a window of padding alone is -infinity
        return Numbers.map(sums.run(op, operands), value -> Math.max(0, value));
    }

    private static HostTensor largest(Estimate x, HostTensor y) {
        if (x.slack() == null) {
            return null;
        }
        double largest = IntStream.range(0, x.spec().elements())
                .mapToDouble(x::slack)
                .max()
                .orElse(0);
        return Numbers.make(y.spec(), i -> largest);
    }
}
