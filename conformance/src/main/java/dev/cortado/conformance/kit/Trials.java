package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.Reshape;
import dev.cortado.conformance.OpCase;
import dev.cortado.conformance.OpCases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes trials from the cases of the kit: each in every type that the operation knows, and with special operands. */
final class Trials {

    /** How many trials of one operation in one of the less usual types the smoke tier has. */
    private static final int FEW = 3;

    /** Brings operands to whole numbers of which bytes hold every one, and some only unsigned. */
    private static final double SCALE = 110;

    /** Where of 17 places numbers of many digits stand. */
    private static final int ODD = 2;

    private final Tier tier;
    private final boolean subnormals;
    private final Map<String, Integer> seen = new HashMap<>();
    private final Set<Trial> trials = new LinkedHashSet<>();

    private Trials(Tier tier, boolean subnormals) {
        this.tier = tier;
        this.subnormals = subnormals;
    }

    static Set<Trial> all(Tier tier, long seed, boolean subnormals) {
        Trials made = new Trials(tier, subnormals);
        // the larger ones first, so that the few of the smoke tier are not the trivial ones
        List<OpCase> cases = new ArrayList<>(OpCases.all(seed));
        cases.sort(Comparator.comparingInt(Trials::elements).reversed());
        for (OpCase example : cases) {
            // core runs these two itself
            if (!(example.op() instanceof Constant) && !(example.op() instanceof Reshape)) {
                made.add(example);
            }
        }
        for (OpCase twin : TwinCases.all(seed)) {
            made.trials.add(made.converted(twin, DType.FLOAT32, Trial.Family.ORDINARY));
        }
        return made.trials;
    }

    private static int elements(OpCase example) {
        return example.operands().stream().mapToInt(x -> x.spec().elements()).sum();
    }

    private void add(OpCase example) {
        Op op = example.op();
        boolean floating = example.operands().stream().anyMatch(x -> x.dtype() == DType.FLOAT64);
        if (!floating) {
            trials.add(new Trial(op, example.operands(), Trial.Family.ORDINARY));
            return;
        }
        trials.add(converted(example, DType.FLOAT32, Trial.Family.ORDINARY));
        int elements =
                example.operands().stream().mapToInt(x -> x.spec().elements()).sum();
        if (elements > tier.checkedElements()) {
            return;
        }
        for (DType dtype : DType.values()) {
            boolean number = dtype != DType.FLOAT32 && (dtype == DType.FLOAT64 || !(op instanceof Decomposable));
            if (number) {
                addIfKnown(example, dtype, Trial.Family.ORDINARY);
            }
        }
        addIfKnown(example, DType.FLOAT32, Trial.Family.TIES);
        if (SpecialOperands.apply(op)) {
            addIfKnown(example, DType.FLOAT32, Trial.Family.SPECIAL);
            if (tier != Tier.SMOKE) {
                addIfKnown(example, DType.FLOAT64, Trial.Family.SPECIAL);
            }
        }
    }

    private void addIfKnown(OpCase example, DType dtype, Trial.Family family) {
        Trial trial = converted(example, dtype, family);
        try {
            trial.results();
        } catch (IllegalArgumentException | dev.cortado.api.CortadoException unknown) {
            return;
        }
        boolean empty = trial.inputs().stream().anyMatch(spec -> spec.elements() == 0);
        String key = example.op().name() + dtype + family + empty;
        int before = seen.merge(key, 1, Integer::sum);
        if (tier != Tier.SMOKE || before <= FEW) {
            trials.add(trial);
        }
    }

    private Trial converted(OpCase example, DType dtype, Trial.Family family) {
        List<HostTensor> operands = new ArrayList<>();
        for (HostTensor operand : example.operands()) {
            operands.add(
                    operand.dtype() != DType.FLOAT64
                            ? operand
                            : switch (family) {
                                case ORDINARY ->
                                    dtype.isFloating() ? operand.cast(dtype) : whole(operand, dtype, operands.size());
                                case TIES -> ties(operand, dtype);
                                case SPECIAL ->
                                    SpecialOperands.fill(
                                            example.op(), operand.spec().with(dtype), operands.size(), subnormals);
                            });
        }
        return new Trial(known(example.op(), dtype), operands, family);
    }

    /** Returns an operation whose numbers are numbers of a type. */
    private static Op known(Op op, DType dtype) {
        return op instanceof Pad pad && !dtype.isFloating() ? pad.withValue(Math.ceil(pad.value())) : op;
    }

    /** Returns whole numbers of both signs; zeros, the lowest of the type, and some that no float32 or float64 holds. */
    private static HostTensor whole(HostTensor operand, DType dtype, int which) {
        TensorSpec spec = operand.spec().with(dtype);
        HostTensor whole = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            double x = SCALE * operand.get(i);
            if (dtype == DType.INT64 && i % 17 == ODD) {
                whole.longs()[i] = (1L << 53) + 1 + 2 * (i / 17 + which);
                continue;
            }
            if (dtype == DType.INT32 && i % 17 == ODD) {
                whole.ints()[i] = (1 << 30) + 1 + 2 * (i / 17 + which);
                continue;
            }
            whole.set(
                    i,
                    switch (dtype) {
                        case BOOL -> x > 0 ? 1 : 0;
                        case UINT8 -> Math.abs(x);
                        case INT32 -> i % 17 == 16 ? Integer.MIN_VALUE : signed(x, i, which);
                        default -> i % 17 == 16 ? Long.MIN_VALUE : signed(x, i, which);
                    });
        }
        return whole;
    }

    /** Returns a number with a sign such that all pairs of signs meet in two operands. */
    private static double signed(double x, int index, int which) {
        return (index + which) % 11 == 10 ? 0 : index / (1 + which) % 2 == 0 ? x : -x;
    }

    private static HostTensor ties(HostTensor operand, DType dtype) {
        HostTensor ties = HostTensor.zeros(operand.spec().with(dtype));
        for (int i = 0; i < ties.spec().elements(); i++) {
            double x = Math.rint(2 * operand.get(i)) / 2;
            // positive operands stay positive: logarithms and quotients of 0 are the business of the special family
            ties.set(i, x == 0 ? 0.5 : x);
        }
        return ties;
    }
}
