package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Unary;
import java.util.ArrayList;
import java.util.List;

/** Cases of operations on each element by itself. */
final class ElementwiseCases {

    /** Keeps whole and half numbers away from the sampled values, where floor and round jump. */
    private static final double SCALE = 1.7;

    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private ElementwiseCases(long seed) {
        samples = new Samples(11 + 100 * seed);
    }

    static List<OpCase> all(long seed) {
        ElementwiseCases made = new ElementwiseCases(seed);
        for (int size : new int[] {0, 1, 7, 13, 207}) {
            made.unary(size);
            made.binary(size);
            made.scalar(size);
        }
        made.others();
        return made.cases;
    }

    private void unary(int size) {
        for (Unary.Kind kind : Unary.Kind.values()) {
            HostTensor operand = switch (kind) {
                case NOT -> samples.truths(size);
                case LOG, SQRT -> samples.positive(size);
                default -> samples.distinctUpTo(SCALE, size);
            };
            cases.add(OpCase.of(new Unary(kind), operand));
        }
    }

    private void binary(int size) {
        for (Binary.Kind kind : Binary.Kind.values()) {
            Binary op = new Binary(kind);
            if (kind.isLogic()) {
                cases.add(OpCase.of(op, samples.truths(size), samples.truths(size)));
            } else if (kind == Binary.Kind.POWER || kind == Binary.Kind.DIVIDE) {
                cases.add(OpCase.of(op, samples.positive(size), samples.positive(size)));
            } else {
                cases.add(OpCase.of(op, samples.distinctUpTo(SCALE, size), samples.distinctUpTo(1.1, size)));
            }
        }
    }

    private void scalar(int size) {
        for (Binary.Kind kind : Binary.Kind.values()) {
            if (!kind.isLogic()) {
                boolean positive = kind == Binary.Kind.POWER || kind == Binary.Kind.DIVIDE;
                HostTensor operand = positive ? samples.positive(size) : samples.distinctUpTo(SCALE, size);
                cases.add(OpCase.of(new ScalarBinary(kind, 0.3, false), operand));
                cases.add(OpCase.of(new ScalarBinary(kind, 0.3, true), operand));
            }
        }
        cases.add(OpCase.of(new ScalarBinary(Binary.Kind.POWER, 2, false), samples.distinctUpTo(SCALE, size)));
    }

    private void others() {
        cases.add(OpCase.of(new Binary(Binary.Kind.DIVIDE), samples.integers(9, 13), samples.integers(4, 13)));
        cases.add(OpCase.of(new Select(), samples.truths(13), samples.distinct(13), samples.distinct(13)));
        cases.add(OpCase.of(new Select(), samples.truths(13), samples.words(13), samples.words(13)));
        for (DType dtype : DType.values()) {
            cases.add(OpCase.of(new Cast(dtype), samples.distinctUpTo(SCALE, 3, 5)));
            cases.add(OpCase.of(new Cast(dtype), samples.integers(100, 7)));
        }
        for (int size : new int[] {0, 1, 7, 13, 207}) {
            cases.add(OpCase.of(new Relu(), samples.distinctUpTo(SCALE, size)));
            cases.add(OpCase.of(new LeakyRelu(0.2), samples.distinctUpTo(SCALE, size)));
            cases.add(OpCase.of(new Sigmoid(), samples.distinctUpTo(SCALE, size)));
            cases.add(OpCase.of(new RectifierGradient(0), samples.distinct(size), samples.distinctUpTo(SCALE, size)));
            cases.add(OpCase.of(new RectifierGradient(0.2), samples.distinct(size), samples.distinctUpTo(SCALE, size)));
        }
    }
}
