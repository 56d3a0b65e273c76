package dev.cortado.conformance;

import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Sort;
import java.util.ArrayList;
import java.util.List;

/** Cases of operations that combine elements along axes. */
final class ReductionCases {

    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private ReductionCases(long seed) {
        samples = new Samples(12 + 100 * seed);
    }

    static List<OpCase> all(long seed) {
        ReductionCases made = new ReductionCases(seed);
        made.reductions();
        made.orders();
        made.products();
        return made.cases;
    }

    private void reductions() {
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            cases.add(OpCase.of(new Reduce(kind, List.of(0)), samples.distinct(1)));
            cases.add(OpCase.of(new Reduce(kind, List.of(0)), samples.distinct(207)));
            cases.add(OpCase.of(new Reduce(kind, List.of(1)), samples.distinct(7, 13)));
            cases.add(OpCase.of(new Reduce(kind, List.of(0, 2)), samples.distinct(3, 4, 5)));
            cases.add(OpCase.of(new Reduce(kind, List.of(0, 1, 2)), samples.distinct(2, 1, 13)));
            cases.add(OpCase.of(new Reduce(kind, List.of()), samples.distinct(7)));
        }
        // numbers around 0 nearly cancel, which hides what is lost of a sum
        cases.add(OpCase.of(new Reduce(Reduce.Kind.SUM, List.of(0)), samples.positive(207)));
        cases.add(OpCase.of(new Reduce(Reduce.Kind.SUM, List.of(0)), samples.distinct(0, 3)));
        cases.add(OpCase.of(new Reduce(Reduce.Kind.SUM, List.of(1)), samples.integers(50, 7, 13)));
    }

    private void orders() {
        cases.add(OpCase.of(new ArgMax(0), samples.distinct(7)));
        cases.add(OpCase.of(new ArgMax(1), samples.distinct(3, 13, 2)));
        cases.add(OpCase.of(new ArgMax(1), samples.distinct(3, 19)));
        for (boolean descending : new boolean[] {false, true}) {
            cases.add(OpCase.of(new Sort(0, descending), samples.distinct(13)));
            cases.add(OpCase.of(new Sort(1, descending), samples.distinct(3, 7, 2)));
            cases.add(OpCase.of(new Sort(1, descending), samples.distinct(2, 1)));
        }
    }

    private void products() {
        for (boolean left : new boolean[] {false, true}) {
            for (boolean right : new boolean[] {false, true}) {
                MatMul op = new MatMul(left, right);
                product(op, 1, 1, 1);
                product(op, 3, 7, 5);
                product(op, 13, 1, 2);
                cases.add(OpCase.of(
                        op,
                        left ? samples.distinct(2, 3, 4, 5) : samples.distinct(2, 3, 5, 4),
                        right ? samples.distinct(2, 3, 1, 4) : samples.distinct(2, 3, 4, 1)));
            }
        }
        product(new MatMul(false, true), 7, 207, 13);
        product(new MatMul(false, false), 3, 0, 2);
    }

    private void product(MatMul op, int rows, int inner, int columns) {
        cases.add(OpCase.of(
                op,
                op.transposeLeft() ? samples.distinct(inner, rows) : samples.distinct(rows, inner),
                op.transposeRight() ? samples.distinct(columns, inner) : samples.distinct(inner, columns)));
    }
}
