package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Sort;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for operations that search, pick, place or sort along an axis, on all types. */
public final class LineKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (op instanceof ArgMax argMax) {
            TensorSpec x = inputs.get(0);
            return Optional.of(new ArgMaxKernel(Lines.of(x.shape(), argMax.axis()), x.dtype()));
        }
        if (op instanceof GatherAlong gather) {
            return Optional.of(new GatherKernel(
                    outputs.get(0).dtype(),
                    inputs.get(0).shape(),
                    outputs.get(0).shape(),
                    gather.axis()));
        }
        if (op instanceof ScatterAddAlong scatter) {
            return Optional.of(new ScatterKernel(
                    outputs.get(0).dtype(),
                    inputs.get(0).shape(),
                    outputs.get(0).shape(),
                    scatter.axis()));
        }
        if (op instanceof Sort sort) {
            TensorSpec x = inputs.get(0);
            return Optional.of(new SortKernel(Lines.of(x.shape(), sort.axis()), x.dtype(), sort.descending()));
        }
        return Optional.empty();
    }

    private static final class ArgMaxKernel extends LineKernel {

        private final DType dtype;

        ArgMaxKernel(Lines lines, DType dtype) {
            super(lines);
            this.dtype = dtype;
        }

        @Override
        void compute(HostFrame frame, int line, HostScratch scratch) {
            Object x = frame.input(0);
            int start = frame.inputOffset(0) + lines.start(line);
            int best = 0;
            for (int i = 1; i < lines.size(); i++) {
                if (Numbers.compare(x, dtype, start + i * lines.inner(), start + best * lines.inner()) > 0) {
                    best = i;
                }
            }
            ((int[]) frame.output(0))[frame.outputOffset(0) + line] = best;
        }
    }

    private static final class GatherKernel extends LineKernel {

        private final DType dtype;
        private final Lines data;

        GatherKernel(DType dtype, Shape x, Shape y, int axis) {
            super(Lines.of(y, axis));
            this.dtype = dtype;
            this.data = Lines.of(x, axis);
        }

        @Override
        void compute(HostFrame frame, int line, HostScratch scratch) {
            int[] indices = (int[]) frame.input(1);
            int from = frame.inputOffset(0) + data.start(line);
            int at = frame.inputOffset(1) + lines.start(line);
            int to = frame.outputOffset(0) + lines.start(line);
            for (int j = 0; j < lines.size(); j++) {
                int index = indices[at + j * lines.inner()];
                boolean present = index >= 0 && index < data.size();
                int source = present ? from + index * data.inner() : 0;
                int place = to + j * lines.inner();
                if (dtype.isFloating()) {
                    double value = present ? Numbers.real(frame.input(0), dtype, source) : 0;
                    Numbers.setReal(frame.output(0), dtype, place, value);
                } else {
                    long value = present ? Numbers.whole(frame.input(0), dtype, source) : 0;
                    Numbers.setWhole(frame.output(0), dtype, place, value);
                }
            }
        }
    }

    private static final class ScatterKernel extends LineKernel {

        private final DType dtype;
        private final Lines result;

        ScatterKernel(DType dtype, Shape x, Shape y, int axis) {
            super(Lines.of(x, axis));
            this.dtype = dtype;
            this.result = Lines.of(y, axis);
        }

        @Override
        void compute(HostFrame frame, int line, HostScratch scratch) {
            int to = frame.outputOffset(0) + result.start(line);
            for (int j = 0; j < result.size(); j++) {
                int place = to + j * result.inner();
                if (dtype.isFloating()) {
                    Numbers.setReal(frame.output(0), dtype, place, 0);
                } else {
                    Numbers.setWhole(frame.output(0), dtype, place, 0);
                }
            }
            int[] indices = (int[]) frame.input(1);
            int from = frame.inputOffset(0) + lines.start(line);
            int at = frame.inputOffset(1) + lines.start(line);
            for (int j = 0; j < lines.size(); j++) {
                int index = indices[at + j * lines.inner()];
                if (index >= 0 && index < result.size()) {
                    add(frame, from + j * lines.inner(), to + index * result.inner());
                }
            }
        }

        private void add(HostFrame frame, int from, int place) {
            Object x = frame.input(0);
            Object y = frame.output(0);
            if (dtype.isFloating()) {
                Numbers.setReal(y, dtype, place, Numbers.real(y, dtype, place) + Numbers.real(x, dtype, from));
            } else {
                Numbers.setWhole(y, dtype, place, Numbers.whole(y, dtype, place) + Numbers.whole(x, dtype, from));
            }
        }
    }
}
