package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import java.util.List;
import java.util.Optional;

/** Prepares plain loops for reductions over any axes, on all types. */
public final class PlainReductions implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        return op instanceof Reduce reduce
                ? Optional.of(new ReduceKernel(reduce, inputs.get(0), outputs.get(0)))
                : Optional.empty();
    }

    /** For each result, one walk over the reduced axes in row-major order. */
    private static final class ReduceKernel extends PointKernel {

        private final Reduce.Kind kind;
        private final DType dtype;
        private final int terms;
        private final int[] keptSizes;
        private final int[] keptStrides;
        private final int[] reducedSizes;
        private final int[] reducedStrides;

        ReduceKernel(Reduce op, TensorSpec x, TensorSpec y) {
            super(y.elements());
            this.kind = op.kind();
            this.dtype = x.dtype();
            Shape shape = x.shape();
            int rank = shape.rank();
            int[] reduced = op.axes().stream().mapToInt(Integer::intValue).toArray();
            int[] kept = java.util.stream.IntStream.range(0, rank)
                    .filter(axis -> !op.axes().contains(axis))
                    .toArray();
            this.keptSizes = select(kept, axis -> shape.size(axis));
            this.keptStrides = select(kept, axis -> shape.elements(axis + 1, rank));
            this.reducedSizes = select(reduced, axis -> shape.size(axis));
            this.reducedStrides = select(reduced, axis -> shape.elements(axis + 1, rank));
            this.terms = java.util.Arrays.stream(reducedSizes).reduce(1, (a, b) -> a * b);
        }

        private static int[] select(int[] axes, java.util.function.IntUnaryOperator value) {
            return java.util.Arrays.stream(axes).map(value).toArray();
        }

        @Override
        public long nanoseconds(int phase) {
            return super.nanoseconds(phase) * Math.max(1, terms);
        }

        @Override
        void compute(HostFrame frame, int index) {
            int start = frame.inputOffset(0) + place(index, keptSizes, keptStrides);
            int y = frame.outputOffset(0) + index;
            if (dtype.isFloating()) {
                Numbers.setReal(frame.output(0), dtype, y, real(frame.input(0), start));
            } else {
                Numbers.setWhole(frame.output(0), dtype, y, whole(frame.input(0), start));
            }
        }

        private static int place(int number, int[] sizes, int[] strides) {
            int place = 0;
            int rest = number;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                place += rest % sizes[axis] * strides[axis];
                rest /= sizes[axis];
            }
            return place;
        }

        private double real(Object x, int start) {
            double total = switch (kind) {
                case SUM, SUM_SQUARES -> 0;
                case MAX -> Double.NEGATIVE_INFINITY;
                case MIN -> Double.POSITIVE_INFINITY;
            };
            for (int i = 0; i < terms; i++) {
                double value = Numbers.real(x, dtype, start + place(i, reducedSizes, reducedStrides));
                total = switch (kind) {
                    case SUM -> total + value;
                    case SUM_SQUARES -> total + value * value;
                    case MAX -> Math.max(total, value);
                    case MIN -> Math.min(total, value);
                };
            }
            return total;
        }

        private long whole(Object x, int start) {
            long total = switch (kind) {
                case SUM, SUM_SQUARES -> 0;
                case MAX -> Numbers.lowest(dtype);
                case MIN -> Numbers.highest(dtype);
            };
            for (int i = 0; i < terms; i++) {
                long value = Numbers.whole(x, dtype, start + place(i, reducedSizes, reducedStrides));
                total = switch (kind) {
                    case SUM -> total + value;
                    case SUM_SQUARES -> total + value * value;
                    case MAX -> Math.max(total, value);
                    case MIN -> Math.min(total, value);
                };
            }
            return total;
        }
    }
}
