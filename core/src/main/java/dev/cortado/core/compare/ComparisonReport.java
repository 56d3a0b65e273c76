package dev.cortado.core.compare;

import dev.cortado.api.graph.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where two backends agree and where they do not.
 *
 * @param a the backend that is trusted
 * @param b the backend that is compared with it
 * @param ops one row per operation of a training step, in the order in which it runs
 * @param losses the loss of each training step on both
 * @param equalInitialWeights whether both initialized the same network to the same bits; afterwards B got the weights of A
 */
public record ComparisonReport(String a, String b, List<OpRow> ops, List<LossRow> losses, boolean equalInitialWeights) {

    /** Creates a report; lists are copied. */
    public ComparisonReport {
        ops = List.copyOf(ops);
        losses = List.copyOf(losses);
    }

    /**
     * One operation before lowering. Local errors are relative to the sum of the absolute values of a result's terms,
     * accumulated ones to the largest magnitude of the result.
     *
     * @param op its name
     * @param origin the layer and stage that it comes from
     * @param result specs of the results, for people
     * @param local the error of B fed with A's operands
     * @param localBound the largest local error that rounding explains
     * @param accumulated the error of B fed with its own operands
     * @param accumulatedBound the largest accumulated error that rounding explains
     */
    public record OpRow(
            String op,
            Origin origin,
            String result,
            double local,
            double localBound,
            double accumulated,
            double accumulatedBound) {

        /** Tells whether B computes something else than A from the same operands. */
        public boolean isGuilty() {
            return local > localBound;
        }

        /** Tells whether the result has left tolerance, here or before. */
        public boolean isOut() {
            return isGuilty() || accumulated > accumulatedBound;
        }
    }

    /**
     * The operations of one layer in one stage.
     *
     * @param layer the layer and stage
     * @param worstOp the operation with the worst local error, measured in its bound
     * @param local the local error of that operation
     * @param accumulated the worst accumulated error
     * @param out whether one of them has left tolerance
     */
    public record LayerRow(String layer, String worstOp, double local, double accumulated, boolean out) {}

    /**
     * The loss of one step.
     *
     * @param step the number of the step, from 1
     * @param a the loss on A
     * @param b the loss on B
     */
    public record LossRow(int step, double a, double b) {

        /** Returns the difference relative to A's loss. */
        public double difference() {
            return a == b || Double.isNaN(a) && Double.isNaN(b) ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), 1e-30);
        }
    }

    /** Returns the first operation that B computes differently from the same operands. */
    public Optional<OpRow> guilty() {
        return ops.stream().filter(OpRow::isGuilty).findFirst();
    }

    /** Returns the first operation whose result has left tolerance; its origin is the first layer that has. */
    public Optional<OpRow> firstOut() {
        return ops.stream().filter(OpRow::isOut).findFirst();
    }

    /**
     * Tells whether the step as it is really run, lowered and fused, gives the loss that its operations give one by one: the
     * first losses differ by no more than rounding explains.
     */
    public boolean fusedStepAgrees() {
        double bound = ops.stream().mapToDouble(OpRow::accumulatedBound).max().orElse(0);
        return losses.isEmpty() || losses.get(0).difference() <= bound;
    }

    /** Tells whether nothing is wrong: no guilty operation, and the lowered step agrees too. */
    public boolean agrees() {
        return guilty().isEmpty() && fusedStepAgrees();
    }

    /** Returns one row per layer and stage, in the order in which they first run. */
    public List<LayerRow> layers() {
        Map<String, List<OpRow>> groups = new LinkedHashMap<>();
        for (OpRow row : ops) {
            groups.computeIfAbsent(row.origin().toString(), key -> new ArrayList<>())
                    .add(row);
        }
        List<LayerRow> rows = new ArrayList<>();
        groups.forEach((layer, members) -> rows.add(row(layer, members)));
        return rows;
    }

    private static LayerRow row(String layer, List<OpRow> members) {
        OpRow worst = members.get(0);
        double accumulated = 0;
        boolean out = false;
        for (OpRow row : members) {
            worst = inBounds(row) > inBounds(worst) ? row : worst;
            accumulated = Math.max(accumulated, row.accumulated());
            out |= row.isOut();
        }
        return new LayerRow(layer, worst.op(), worst.local(), accumulated, out);
    }

    private static double inBounds(OpRow row) {
        return row.local() == 0 ? 0 : row.local() / row.localBound();
    }
}
