package dev.cortado.backend.opencl.kernel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Iota;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.backend.opencl.program.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans kernels that move elements without computing; types of one size share a program. */
public final class StructureKernels implements KernelFactory {

    private static final int GRAIN = 2048;
    private static final int SHORT_ROW = 8;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        TensorSpec y = outputs.get(0);
        if (op instanceof Iota iota) {
            Lines lines = Lines.of(y.shape(), iota.axis());
            String source = target.sources().of("structure", y.dtype());
            return Optional.of(KernelPlan.of(
                    "iota",
                    target.each(
                            source,
                            "iota",
                            y.elements(),
                            GRAIN,
                            out(0),
                            of(y.elements()),
                            of(lines.size()),
                            of(lines.inner()))));
        }
        String source = target.sources().of("structure", Sources.carrier(y.dtype()));
        if (op instanceof Concat concat) {
            return Optional.of(concat(concat, inputs, y, source, target));
        }
        if (op instanceof Pad pad) {
            return Optional.of(pad(pad, inputs.get(0), y, source, target));
        }
        if (op instanceof GatherAlong gather) {
            return Optional.of(gather(gather, inputs.get(0), y, source, target));
        }
        return inputs.isEmpty()
                ? Optional.empty()
                : Walk.of(op, inputs.get(0).shape(), y.shape()).map(walk -> walk(walk, y, source, target));
    }

    private static KernelPlan walk(Walk walk, TensorSpec y, String source, Target target) {
        int rank = walk.axes().size();
        int length = rank == 0 ? 1 : walk.axes().get(rank - 1).size();
        if (target.isGpu() || length < SHORT_ROW) {
            return KernelPlan.of(
                    "strided",
                    target.each(
                            source,
                            "gather_strided",
                            y.elements(),
                            GRAIN,
                            in(0),
                            out(0),
                            of(y.elements()),
                            of(walk.base()),
                            Walk.table(walk.axes())));
        }
        int rows = y.elements() / length;
        return KernelPlan.of(
                "rows",
                target.each(
                        source,
                        "gather_rows",
                        rows,
                        Math.max(1, GRAIN / length),
                        in(0),
                        out(0),
                        of(rows),
                        of(walk.base()),
                        of(length),
                        of(walk.axes().get(rank - 1).distance()),
                        Walk.table(walk.axes().subList(0, rank - 1))));
    }

    private static KernelPlan concat(Concat op, List<TensorSpec> inputs, TensorSpec y, String source, Target target) {
        List<Launch> launches = new ArrayList<>();
        int rank = y.shape().rank();
        int distance = y.shape().elements(op.axis(), rank);
        int start = 0;
        for (int i = 0; i < inputs.size(); i++) {
            TensorSpec x = inputs.get(i);
            int length = x.shape().elements(op.axis(), rank);
            if (x.elements() > 0) {
                launches.add(target.each(
                        source,
                        "place",
                        x.elements(),
                        GRAIN,
                        in(i),
                        out(0),
                        of(x.elements()),
                        of(length),
                        of(distance),
                        of(start)));
            }
            start += length;
        }
        return KernelPlan.of("copy", launches.toArray(Launch[]::new));
    }

    private static KernelPlan pad(Pad op, TensorSpec x, TensorSpec y, String source, Target target) {
        int[] distances = Walk.distances(x.shape());
        List<Integer> table = new ArrayList<>(List.of(distances.length));
        for (int axis = 0; axis < distances.length; axis++) {
            table.addAll(List.of(
                    y.shape().size(axis),
                    x.shape().size(axis),
                    distances[axis],
                    op.low().get(axis),
                    op.interior().get(axis) + 1));
        }
        return KernelPlan.of(
                "gather",
                target.each(
                        source,
                        "pad",
                        y.elements(),
                        GRAIN,
                        in(0),
                        out(0),
                        of(y.elements()),
                        new Argument.Bits(
                                ElementBits.of(y.dtype(), op.value()), y.dtype().bytes()),
                        new Argument.Table(table)));
    }

    private static KernelPlan gather(GatherAlong op, TensorSpec x, TensorSpec y, String source, Target target) {
        Lines picks = Lines.of(y.shape(), op.axis());
        return KernelPlan.of(
                "gather",
                target.each(
                        source,
                        "gather_along",
                        y.elements(),
                        GRAIN,
                        in(0),
                        in(1),
                        out(0),
                        of(y.elements()),
                        of(x.shape().size(op.axis())),
                        of(picks.size()),
                        of(picks.inner())));
    }
}
