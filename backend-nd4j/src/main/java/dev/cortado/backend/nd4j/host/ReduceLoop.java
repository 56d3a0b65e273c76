package dev.cortado.backend.nd4j.host;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Combines elements along axes, in row-major order and with sums in float64. */
public final class ReduceLoop implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (!(op instanceof Reduce reduce)) {
            return Optional.empty();
        }
        return Optional.of(Kernel.hostLoop("reduction", (x, y, w) -> bind(reduce, x.get(0), y.get(0))));
    }

    private static Runnable bind(Reduce op, Region x, Region y) {
        Lines lines = new Lines(x.spec().shape(), op);
        return x.isFloating() ? real(op.kind(), lines, x, y) : whole(op.kind(), lines, x, y);
    }

    private static Runnable real(Reduce.Kind kind, Lines lines, Region x, Region y) {
        double[] sums = new double[y.count()];
        double[] line = new double[lines.length];
        double start = switch (kind) {
            case SUM, SUM_SQUARES -> 0;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
        return () -> {
            Arrays.fill(sums, start);
            if (x.count() > 0) {
                for (int i = 0; i < lines.starts.length; i++) {
                    x.get(i * lines.length, lines.length, line);
                    if (lines.reduced) {
                        sums[lines.starts[i]] = fold(kind, sums[lines.starts[i]], line);
                    } else {
                        combine(kind, sums, lines.starts[i], line);
                    }
                }
            }
            y.put(0, y.count(), sums);
        };
    }

    private static double fold(Reduce.Kind kind, double total, double[] line) {
        double sum = total;
        switch (kind) {
            case SUM -> {
                for (double value : line) {
                    sum += value;
                }
            }
            case SUM_SQUARES -> {
                for (double value : line) {
                    sum += value * value;
                }
            }
            case MAX -> {
                for (double value : line) {
                    sum = Math.max(sum, value);
                }
            }
            case MIN -> {
                for (double value : line) {
                    sum = Math.min(sum, value);
                }
            }
        }
        return sum;
    }

    private static void combine(Reduce.Kind kind, double[] sums, int at, double[] line) {
        for (int i = 0; i < line.length; i++) {
            double total = sums[at + i];
            double value = line[i];
            sums[at + i] = switch (kind) {
                case SUM -> total + value;
                case SUM_SQUARES -> total + value * value;
                case MAX -> Math.max(total, value);
                case MIN -> Math.min(total, value);
            };
        }
    }

    private static Runnable whole(Reduce.Kind kind, Lines lines, Region x, Region y) {
        long[] sums = new long[y.count()];
        long[] line = new long[lines.length];
        long start = switch (kind) {
            case SUM, SUM_SQUARES -> 0;
            case MAX -> smallest(x.dtype());
            case MIN -> largest(x.dtype());
        };
        return () -> {
            Arrays.fill(sums, start);
            if (x.count() > 0) {
                for (int i = 0; i < lines.starts.length; i++) {
                    x.get(i * lines.length, lines.length, line);
                    for (int k = 0; k < line.length; k++) {
                        int at = lines.starts[i] + (lines.reduced ? 0 : k);
                        long total = sums[at];
                        long value = line[k];
                        sums[at] = switch (kind) {
                            case SUM -> total + value;
                            case SUM_SQUARES -> total + value * value;
                            case MAX -> Math.max(total, value);
                            case MIN -> Math.min(total, value);
                        };
                    }
                }
            }
            y.put(0, y.count(), sums);
        };
    }

    private static long smallest(DType dtype) {
        return dtype == DType.INT32 ? Integer.MIN_VALUE : dtype == DType.INT64 ? Long.MIN_VALUE : 0;
    }

    private static long largest(DType dtype) {
        return switch (dtype) {
            case INT32 -> Integer.MAX_VALUE;
            case INT64 -> Long.MAX_VALUE;
            case UINT8 -> 255;
            default -> 1;
        };
    }

    /** The lines of an operand along its last axes, and where in the result each starts. */
    private static final class Lines {

        /** Whether a line is folded to one element. */
        private final boolean reduced;

        private final int length;
        private final int[] starts;

        private Lines(Shape x, Reduce op) {
            int rank = x.rank();
            reduced = rank > 0 && op.axes().contains(rank - 1);
            int outer = rank;
            while (outer > 0 && op.axes().contains(outer - 1) == reduced) {
                outer--;
            }
            length = x.elements(outer, rank);
            int[] strides = new int[outer];
            int stride = reduced ? 1 : length;
            for (int axis = outer - 1; axis >= 0; axis--) {
                if (!op.axes().contains(axis)) {
                    strides[axis] = stride;
                    stride *= x.size(axis);
                }
            }
            starts = new int[x.elements(0, outer)];
            for (int i = 0; i < starts.length; i++) {
                int rest = i;
                for (int axis = outer - 1; axis >= 0; axis--) {
                    starts[i] += rest % x.size(axis) * strides[axis];
                    rest /= x.size(axis);
                }
            }
        }
    }
}
