package dev.cortado.backend.opencl.kernel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;
import static dev.cortado.backend.opencl.kernel.Argument.temporary;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans reductions, in two stages where there are few results of many terms. */
public final class ReduceKernels implements KernelFactory {

    /** Terms that are worth a part of their own; fixed, so that the order of a sum depends on shapes alone. */
    private static final int PIECE = 2048;

    private static final int GRAIN = 4096;
    private static final int LANES = 16;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        return op instanceof Reduce reduce
                ? Optional.of(plan(reduce, inputs.get(0), outputs.get(0), target))
                : Optional.empty();
    }

    private static KernelPlan plan(Reduce op, TensorSpec x, TensorSpec y, Target target) {
        List<Walk.Axis> kept = new ArrayList<>();
        List<Walk.Axis> reduced = new ArrayList<>();
        Shape shape = x.shape();
        int[] distances = Walk.distances(shape);
        for (int axis = 0; axis < distances.length; axis++) {
            (op.axes().contains(axis) ? reduced : kept).add(new Walk.Axis(shape.size(axis), distances[axis]));
        }
        kept = Walk.join(kept);
        reduced = Walk.join(reduced);
        int terms = y.elements() == 0 ? 0 : x.elements() / y.elements();
        Argument kind = of(op.kind().ordinal());
        String source = target.sources().of("reduce", x.dtype());
        return areColumns(kept, reduced)
                ? columns(kept, reduced.get(0), y, terms, kind, source, target)
                : parts(kept, reduced, y, terms, kind, source, target);
    }

    /** Whether results lie side by side where their terms do. */
    private static boolean areColumns(List<Walk.Axis> kept, List<Walk.Axis> reduced) {
        return reduced.size() == 1
                && !kept.isEmpty()
                && kept.size() <= 2
                && kept.get(kept.size() - 1).distance() == 1
                && kept.get(kept.size() - 1).size() >= LANES;
    }

    private static KernelPlan columns(
            List<Walk.Axis> kept,
            Walk.Axis reduced,
            TensorSpec y,
            int terms,
            Argument kind,
            String source,
            Target target) {
        int width = kept.get(kept.size() - 1).size();
        int rows = y.elements() / width;
        int blocks = (width + LANES - 1) / LANES;
        return KernelPlan.of(
                "columns",
                target.each(
                        source,
                        "reduce_columns",
                        (long) rows * blocks,
                        Math.max(1, GRAIN / LANES / Math.max(1, terms)),
                        in(0),
                        out(0),
                        kind,
                        of(rows),
                        of(width),
                        of(terms),
                        of(kept.size() == 2 ? kept.get(0).distance() : 0),
                        of(reduced.distance())));
    }

    private static KernelPlan parts(
            List<Walk.Axis> kept,
            List<Walk.Axis> reduced,
            TensorSpec y,
            int terms,
            Argument kind,
            String source,
            Target target) {
        List<Integer> table = new ArrayList<>();
        Walk.addTo(table, kept);
        Walk.addTo(table, reduced);
        int results = y.elements();
        int parts = Math.max(1, Math.min(64, terms / PIECE));
        int piece = Math.max(1, (terms + parts - 1) / parts);
        Launch first = target.each(
                source,
                "reduce_part",
                (long) results * parts,
                Math.max(1, GRAIN / piece),
                in(0),
                parts == 1 ? out(0) : temporary(0),
                kind,
                of(results),
                of(parts),
                of(terms),
                of(piece),
                new Argument.Table(table));
        if (parts == 1) {
            return KernelPlan.of("one stage", first);
        }
        Launch second = target.each(
                source, "reduce_parts", results, GRAIN / parts, temporary(0), out(0), kind, of(results), of(parts));
        return KernelPlan.of("two stages of " + parts, first, second)
                .withWorkspace(TensorSpec.of(y.dtype(), Math.multiplyExact(results, parts)));
    }
}
