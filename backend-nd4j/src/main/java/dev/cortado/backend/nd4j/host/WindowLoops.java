package dev.cortado.backend.nd4j.host;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Kernels of sliding windows, plane by plane.
 *
 * <p>ND4J's own maximum loses NaN, does not tell +0 from -0, and its gradient goes to another element in a tie, so maxima
 * are found here.
 */
public final class WindowLoops implements Kernel.Factory {

    /** Larger tables of window elements would take more memory than the tensors. */
    private static final long LARGEST = 1L << 26;

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (op instanceof WindowReduce reduce && fits(reduce.window(), out.get(0))) {
            return Optional.of(kernel(
                    reduce.window(),
                    in.get(0),
                    out.get(0),
                    taps -> (x, y, w) -> x.get(0).isFloating()
                            ? real(reduce.kind(), taps, x.get(0), y.get(0))
                            : whole(reduce.kind(), taps, x.get(0), y.get(0))));
        }
        if (op instanceof WindowArgMax max && fits(max.window(), out.get(0))) {
            return Optional.of(
                    kernel(max.window(), in.get(0), out.get(0), taps -> (x, y, w) -> argMax(taps, x.get(0), y.get(0))));
        }
        if (op instanceof WindowMaxGradient max && fits(max.window(), in.get(1))) {
            return Optional.of(kernel(
                    max.window(),
                    in.get(0),
                    in.get(1),
                    taps -> (x, y, w) -> gradient(taps, x.get(0), x.get(1), y.get(0))));
        }
        return Optional.empty();
    }

    private static boolean fits(Window window, TensorSpec places) {
        return (long) window.elements() * places.elements()
                <= LARGEST * Math.max(1, places.shape().elements(0, 2));
    }

    private interface Loop {
        Kernel.Binding over(WindowTaps taps);
    }

    private static Kernel kernel(Window window, TensorSpec x, TensorSpec y, Loop loop) {
        return Kernel.hostLoop(
                "windows",
                (in, out, w) ->
                        loop.over(new WindowTaps(window, x.shape(), y.shape())).bind(in, out, w));
    }

    private static Runnable real(WindowReduce.Kind kind, WindowTaps taps, Region x, Region y) {
        if (kind == WindowReduce.Kind.MAX && x.dtype() == DType.FLOAT32) {
            return FloatWindows.largest(taps, x, y);
        }
        double[] plane = new double[taps.plane];
        double[] found = new double[taps.places];
        return () -> {
            for (int i = 0; i * taps.places < y.count(); i++) {
                x.get(i * taps.plane, taps.plane, plane);
                if (kind == WindowReduce.Kind.MAX) {
                    largest(taps, plane, found);
                } else {
                    sum(taps, plane, found);
                }
                y.put(i * taps.places, taps.places, found);
            }
        };
    }

    private static void largest(WindowTaps taps, double[] plane, double[] found) {
        for (int p = 0; p < found.length; p++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int t = taps.first[p]; t < taps.first[p + 1]; t++) {
                best = Math.max(best, plane[taps.elements[t]]);
            }
            found[p] = best;
        }
    }

    private static void sum(WindowTaps taps, double[] plane, double[] found) {
        for (int p = 0; p < found.length; p++) {
            double sum = 0;
            for (int t = taps.first[p]; t < taps.first[p + 1]; t++) {
                sum += plane[taps.elements[t]];
            }
            found[p] = sum;
        }
    }

    private static Runnable whole(WindowReduce.Kind kind, WindowTaps taps, Region x, Region y) {
        long[] plane = new long[taps.plane];
        long[] found = new long[taps.places];
        long least = switch (x.dtype()) {
            case INT32 -> Integer.MIN_VALUE;
            case INT64 -> Long.MIN_VALUE;
            default -> 0;
        };
        return () -> {
            for (int i = 0; i * taps.places < y.count(); i++) {
                x.get(i * taps.plane, taps.plane, plane);
                for (int p = 0; p < found.length; p++) {
                    long total = kind == WindowReduce.Kind.MAX ? least : 0;
                    for (int t = taps.first[p]; t < taps.first[p + 1]; t++) {
                        long value = plane[taps.elements[t]];
                        total = kind == WindowReduce.Kind.MAX ? Math.max(total, value) : total + value;
                    }
                    found[p] = total;
                }
                y.put(i * taps.places, taps.places, found);
            }
        };
    }

    /** Returns which element of a plane wins at a place: the first of equal ones, the last NaN; -1 if there is none. */
    private static int winner(WindowTaps taps, double[] plane, int place) {
        int where = -1;
        double best = Double.NEGATIVE_INFINITY;
        for (int t = taps.first[place]; t < taps.first[place + 1]; t++) {
            double value = plane[taps.elements[t]];
            // a NaN replaces whatever was found; nothing but a later NaN compares as more than it
            if (where < 0 || value > best || value != value) {
                where = taps.elements[t];
                best = value;
            }
        }
        return where;
    }

    private static Runnable argMax(WindowTaps taps, Region x, Region y) {
        double[] plane = new double[taps.plane];
        return () -> {
            for (int i = 0; i * taps.places < y.count(); i++) {
                x.get(i * taps.plane, taps.plane, plane);
                for (int p = 0; p < taps.places; p++) {
                    y.words().put(i * taps.places + p, winner(taps, plane, p));
                }
            }
        };
    }

    private static Runnable gradient(WindowTaps taps, Region x, Region dy, Region dx) {
        if (x.dtype() == DType.FLOAT32) {
            return FloatWindows.gradient(taps, x, dy, dx);
        }
        double[] plane = new double[taps.plane];
        double[] sums = new double[taps.plane];
        double[] gradients = new double[taps.places];
        return () -> {
            for (int i = 0; i * taps.places < dy.count(); i++) {
                x.get(i * taps.plane, taps.plane, plane);
                dy.get(i * taps.places, taps.places, gradients);
                Arrays.fill(sums, 0);
                for (int p = 0; p < taps.places; p++) {
                    int where = winner(taps, plane, p);
                    if (where >= 0) {
                        sums[where] += gradients[p];
                    }
                }
                dx.put(i * taps.plane, taps.plane, sums);
            }
        };
    }
}
