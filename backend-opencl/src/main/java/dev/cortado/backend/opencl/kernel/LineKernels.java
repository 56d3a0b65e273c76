package dev.cortado.backend.opencl.kernel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;
import static dev.cortado.backend.opencl.kernel.Argument.temporary;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Sort;
import java.util.List;
import java.util.Optional;

/** Plans kernels that go along lines of an axis, and random words. */
public final class LineKernels implements KernelFactory {

    private static final int GRAIN = 2048;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        if (op instanceof RandomBits random) {
            return Optional.of(random(random, outputs.get(0).elements(), target));
        }
        if (inputs.isEmpty()) {
            return Optional.empty();
        }
        TensorSpec x = inputs.get(0);
        if (op instanceof ArgMax arg) {
            Lines lines = Lines.of(x.shape(), arg.axis());
            return Optional.of(KernelPlan.of("lines", along("arg_max", lines, x, target, in(0), out(0))));
        }
        if (op instanceof Sort sort) {
            return Optional.of(sort(sort, x, target));
        }
        if (op instanceof ScatterAddAlong scatter) {
            return Optional.of(scatter(scatter, x, outputs.get(0), target));
        }
        return Optional.empty();
    }

    private static Launch along(String entry, Lines lines, TensorSpec x, Target target, Argument from, Argument to) {
        String source = target.sources().of("lines", x.dtype());
        int grain = Math.max(1, GRAIN / Math.max(1, lines.size()));
        return target.each(
                source, entry, lines.count(), grain, from, to, of(lines.count()), of(lines.size()), of(lines.inner()));
    }

    private static KernelPlan sort(Sort op, TensorSpec x, Target target) {
        Lines lines = Lines.of(x.shape(), op.axis());
        String source = target.sources().of("lines", x.dtype());
        Launch launch = target.each(
                source,
                "sort",
                lines.count(),
                Math.max(1, GRAIN / Math.max(1, 16 * lines.size())),
                in(0),
                out(0),
                out(1),
                temporary(0),
                of(lines.count()),
                of(lines.size()),
                of(lines.inner()),
                of(op.descending() ? 1 : 0));
        return KernelPlan.of("merge", launch).withWorkspace(TensorSpec.of(DType.INT32, 2 * x.elements()));
    }

    private static KernelPlan scatter(ScatterAddAlong op, TensorSpec x, TensorSpec y, Target target) {
        Lines lines = Lines.of(y.shape(), op.axis());
        String source = target.sources().of("lines", x.dtype());
        int picks = x.shape().size(op.axis());
        return KernelPlan.of(
                "lines",
                target.each(
                        source,
                        "scatter_add_along",
                        lines.count(),
                        Math.max(1, GRAIN / Math.max(1, lines.size() + picks)),
                        in(0),
                        in(1),
                        out(0),
                        of(lines.count()),
                        of(lines.size()),
                        of(picks),
                        of(lines.inner())));
    }

    private static KernelPlan random(RandomBits op, int count, Target target) {
        String source = target.sources().of("random", DType.INT32);
        return KernelPlan.of(
                "philox",
                target.each(
                        source,
                        "random_bits",
                        (count + 3) / 4,
                        GRAIN / 4,
                        in(0),
                        out(0),
                        of(count),
                        of((int) op.stream()),
                        of((int) (op.stream() >>> 32))));
    }
}
