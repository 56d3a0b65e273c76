package dev.cortado.backend.opencl.kernel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;
import static dev.cortado.backend.opencl.kernel.Argument.temporary;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import java.util.List;
import java.util.Optional;

/** Plans pooling with up to three spatial axes. */
public final class WindowKernels implements KernelFactory {

    private static final int GRAIN = 2048;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        if (op instanceof WindowReduce reduce) {
            String entry = reduce.kind() == WindowReduce.Kind.SUM ? "window_sum" : "window_max";
            return plan(entry, reduce.window(), inputs.get(0), outputs.get(0), target);
        }
        if (op instanceof WindowArgMax arg) {
            return plan("window_arg_max", arg.window(), inputs.get(0), outputs.get(0), target);
        }
        if (op instanceof WindowMaxGradient gradient && gradient.window().spatialAxes() <= SpatialAxes.COUNT) {
            return Optional.of(gradient(gradient.window(), inputs.get(0), inputs.get(1), target));
        }
        return Optional.empty();
    }

    private static Optional<KernelPlan> plan(String entry, Window window, TensorSpec x, TensorSpec y, Target target) {
        return window.spatialAxes() > SpatialAxes.COUNT
                ? Optional.empty()
                : Optional.of(KernelPlan.of("windows", launch(entry, window, x, y, out(0), target)));
    }

    private static Launch launch(
            String entry, Window window, TensorSpec x, TensorSpec y, Argument result, Target target) {
        int width = Math.max(1, y.shape().size(-1));
        int rows = y.elements() / width;
        return target.each(
                target.sources().of("window", x.dtype()),
                entry,
                rows,
                Math.max(1, GRAIN / Math.max(1, window.elements() * width)),
                in(0),
                result,
                of(rows),
                table(window, x, y));
    }

    private static KernelPlan gradient(Window window, TensorSpec x, TensorSpec dy, Target target) {
        TensorSpec where = dy.with(DType.INT32);
        Launch find = launch("window_arg_max", window, x, where, temporary(0), target);
        String source = target.sources().of("window", x.dtype());
        if (!target.isGpu()) {
            return KernelPlan.of("find and scatter", find, scatter(source, x, dy, target))
                    .withWorkspace(where);
        }
        Launch collect = target.each(
                source,
                "window_max_gradient",
                x.elements(),
                GRAIN,
                temporary(0),
                in(1),
                out(0),
                of(x.elements()),
                table(window, x, dy));
        return KernelPlan.of("find and collect", find, collect).withWorkspace(where);
    }

    private static Launch scatter(String source, TensorSpec x, TensorSpec dy, Target target) {
        int planes = x.shape().elements(0, 2);
        int size = x.shape().elements(2, x.shape().rank());
        int places = dy.shape().elements(2, dy.shape().rank());
        return target.each(
                source,
                "window_max_scatter",
                planes,
                Math.max(1, GRAIN / Math.max(1, size)),
                temporary(0),
                in(1),
                out(0),
                of(planes),
                of(places),
                of(size));
    }

    private static Argument table(Window window, TensorSpec x, TensorSpec y) {
        return SpatialAxes.table(
                SpatialAxes.of(x.shape()),
                SpatialAxes.filled(window.size(), 1),
                SpatialAxes.of(y.shape()),
                SpatialAxes.filled(window.stride(), 1),
                SpatialAxes.filled(window.padLow(), 0),
                SpatialAxes.filled(window.dilation(), 1));
    }
}
