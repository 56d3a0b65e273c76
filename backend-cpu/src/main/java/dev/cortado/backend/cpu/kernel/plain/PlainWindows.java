package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowReduce;
import java.util.List;
import java.util.Optional;

/** Prepares plain loops for windows over any number of axes, on all types. */
public final class PlainWindows implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (op instanceof WindowReduce reduce) {
            WindowTaps taps = new WindowTaps(
                    reduce.window(), inputs.get(0).shape(), outputs.get(0).shape());
            return Optional.of(new ReduceKernel(reduce.kind(), inputs.get(0).dtype(), taps, outputs.get(0)));
        }
        if (op instanceof WindowArgMax argMax) {
            WindowTaps taps = new WindowTaps(
                    argMax.window(), inputs.get(0).shape(), outputs.get(0).shape());
            return Optional.of(new ArgMaxKernel(inputs.get(0).dtype(), taps, outputs.get(0)));
        }
        return Optional.empty();
    }

    private static final class ReduceKernel extends PointKernel {

        private final WindowReduce.Kind kind;
        private final DType dtype;
        private final WindowTaps taps;

        ReduceKernel(WindowReduce.Kind kind, DType dtype, WindowTaps taps, TensorSpec y) {
            super(y.elements());
            this.kind = kind;
            this.dtype = dtype;
            this.taps = taps;
        }

        @Override
        public long nanoseconds(int phase) {
            return super.nanoseconds(phase) * taps.count();
        }

        @Override
        void compute(HostFrame frame, int index) {
            int start = frame.inputOffset(0) + taps.plane(index);
            int y = frame.outputOffset(0) + index;
            if (dtype.isFloating()) {
                Numbers.setReal(frame.output(0), dtype, y, real(frame.input(0), start, index));
            } else {
                Numbers.setWhole(frame.output(0), dtype, y, whole(frame.input(0), start, index));
            }
        }

        private double real(Object x, int start, int index) {
            double total = kind == WindowReduce.Kind.SUM ? 0 : Double.NEGATIVE_INFINITY;
            for (int tap = 0; tap < taps.count(); tap++) {
                int at = taps.place(index, tap);
                if (at >= 0) {
                    double value = Numbers.real(x, dtype, start + at);
                    total = kind == WindowReduce.Kind.SUM ? total + value : Math.max(total, value);
                }
            }
            return total;
        }

        private long whole(Object x, int start, int index) {
            long total = kind == WindowReduce.Kind.SUM ? 0 : Numbers.lowest(dtype);
            for (int tap = 0; tap < taps.count(); tap++) {
                int at = taps.place(index, tap);
                if (at >= 0) {
                    long value = Numbers.whole(x, dtype, start + at);
                    total = kind == WindowReduce.Kind.SUM ? total + value : Math.max(total, value);
                }
            }
            return total;
        }
    }

    private static final class ArgMaxKernel extends PointKernel {

        private final DType dtype;
        private final WindowTaps taps;

        ArgMaxKernel(DType dtype, WindowTaps taps, TensorSpec y) {
            super(y.elements());
            this.dtype = dtype;
            this.taps = taps;
        }

        @Override
        public long nanoseconds(int phase) {
            return super.nanoseconds(phase) * taps.count();
        }

        @Override
        void compute(HostFrame frame, int index) {
            int start = frame.inputOffset(0) + taps.plane(index);
            int best = -1;
            double largest = 0;
            for (int tap = 0; tap < taps.count(); tap++) {
                int at = taps.place(index, tap);
                if (at >= 0) {
                    double value = Numbers.real(frame.input(0), dtype, start + at);
                    if (best < 0 || value > largest || Double.isNaN(value)) {
                        best = at;
                        largest = value;
                    }
                }
            }
            ((int[]) frame.output(0))[frame.outputOffset(0) + index] = best;
        }
    }
}
