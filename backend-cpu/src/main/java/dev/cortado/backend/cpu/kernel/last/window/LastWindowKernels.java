package dev.cortado.backend.cpu.kernel.last.window;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.last.window.LastPooling.Wanted;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for windows over float32 images with channels last. */
public final class LastWindowKernels implements HostKernel.Factory {

    /** Numbers of taps are kept in floats, which are exact so far. */
    private static final int MOST_TAPS = 1 << 24;

    /** The kernels list what each place sees, which is much for windows as large as the map. */
    private static final long MOST_LISTED = 1 << 22;

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (!(op instanceof ChannelsLast last) || inputs.get(0).dtype() != DType.FLOAT32) {
            return Optional.empty();
        }
        if (taps(last.op(), inputs.get(0)) > MOST_LISTED) {
            return Optional.empty();
        }
        InnerKernels inner = InnerKernels.of(target);
        if (last.op() instanceof WindowReduce reduce) {
            Wanted wanted = reduce.kind() == WindowReduce.Kind.SUM ? Wanted.SUM : Wanted.MAX;
            return Optional.of(new LastPooling(grid(reduce.window(), inputs.get(0), outputs.get(0)), wanted, inner));
        }
        if (last.op() instanceof WindowArgMax argMax && argMax.window().elements() < MOST_TAPS) {
            WindowGrid grid = grid(argMax.window(), inputs.get(0), outputs.get(0));
            return Optional.of(new LastPooling(grid, Wanted.ARG_MAX, inner));
        }
        if (last.op() instanceof WindowMaxGradient gradient && gradient.window().elements() < MOST_TAPS) {
            WindowGrid grid = grid(gradient.window(), inputs.get(0), inputs.get(1));
            return Optional.of(
                    grid.isHalvingExactly() ? new LastHalvingGradient(grid, inner) : new LastMaxGradient(grid, inner));
        }
        return Optional.empty();
    }

    /** Returns the most entries that lists of what places see may have. */
    private static long taps(Op op, TensorSpec x) {
        Window window = op instanceof WindowReduce reduce
                ? reduce.window()
                : op instanceof WindowArgMax argMax
                        ? argMax.window()
                        : op instanceof WindowMaxGradient gradient ? gradient.window() : null;
        if (window == null) {
            return 0;
        }
        Shape places = window.places(ChannelsLast.first(x)).shape();
        return (long) window.elements() * places.size(2) * places.size(3);
    }

    private static WindowGrid grid(Window window, TensorSpec x, TensorSpec y) {
        return WindowGrid.of(
                window, ChannelsLast.first(x).shape(), ChannelsLast.first(y).shape());
    }
}
