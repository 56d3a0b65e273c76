package dev.cortado.backend.nd4j.host;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Sort;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Kernels that work on lines of elements along one axis. */
public final class LineLoops implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (op instanceof ArgMax max) {
            return Optional.of(Kernel.hostLoop("lines", (x, y, w) -> argMax(max, x.get(0), y.get(0))));
        }
        if (op instanceof Sort sort) {
            return Optional.of(Kernel.hostLoop("merge sort", (x, y, w) -> sort(sort, x.get(0), y.get(0), y.get(1))));
        }
        if (op instanceof GatherAlong gather) {
            return Optional.of(
                    Kernel.hostLoop("lines", (x, y, w) -> gather(gather.axis(), x.get(0), x.get(1), y.get(0))));
        }
        if (op instanceof ScatterAddAlong scatter) {
            return Optional.of(
                    Kernel.hostLoop("lines", (x, y, w) -> scatter(scatter.axis(), x.get(0), x.get(1), y.get(0))));
        }
        return Optional.empty();
    }

    private static int inner(Shape shape, int axis) {
        return shape.elements(axis + 1, shape.rank());
    }

    private static Runnable argMax(ArgMax op, Region x, Region y) {
        int size = x.spec().shape().size(op.axis());
        int inner = inner(x.spec().shape(), op.axis());
        Numbers numbers = new Numbers(x);
        return () -> {
            numbers.load();
            for (int i = 0; i < y.count(); i++) {
                int start = i / inner * inner * size + i % inner;
                int best = 0;
                for (int k = 1; k < size; k++) {
                    if (numbers.compare(start + k * inner, start + best * inner) > 0) {
                        best = k;
                    }
                }
                y.words().put(i, best);
            }
        };
    }

    private static Runnable sort(Sort op, Region x, Region y, Region where) {
        int size = x.spec().shape().size(op.axis());
        int inner = inner(x.spec().shape(), op.axis());
        Numbers numbers = new Numbers(x);
        Integer[] order = new Integer[size];
        return () -> {
            numbers.load();
            for (int line = 0; line < (size == 0 ? 0 : x.count() / size); line++) {
                int start = line / inner * inner * size + line % inner;
                for (int k = 0; k < size; k++) {
                    order[k] = k;
                }
                Arrays.sort(order, (i, j) -> {
                    int compared = numbers.compare(start + i * inner, start + j * inner);
                    return op.descending() ? -compared : compared;
                });
                for (int k = 0; k < size; k++) {
                    numbers.store(start + order[k] * inner, y, start + k * inner);
                    where.words().put(start + k * inner, order[k]);
                }
            }
        };
    }

    private static Runnable gather(int axis, Region x, Region indices, Region y) {
        int inner = inner(y.spec().shape(), axis);
        int size = x.spec().shape().size(axis);
        int picks = y.spec().shape().size(axis);
        return () -> {
            for (int i = 0; i < y.count(); i++) {
                int index = indices.words().get(i);
                boolean inside = index >= 0 && index < size;
                int from = (i / (inner * picks) * size + index) * inner + i % inner;
                switch (x.dtype().bytes()) {
                    case 4 -> y.words().put(i, inside ? x.words().get(from) : 0);
                    case 8 -> y.doubleWords().put(i, inside ? x.doubleWords().get(from) : 0);
                    default -> y.bytes().put(i, inside ? x.bytes().get(from) : 0);
                }
            }
        };
    }

    private static Runnable scatter(int axis, Region x, Region indices, Region y) {
        int inner = inner(y.spec().shape(), axis);
        int size = y.spec().shape().size(axis);
        int picks = x.spec().shape().size(axis);
        Numbers numbers = new Numbers(x);
        double[] reals = new double[x.isFloating() ? y.count() : 0];
        long[] wholes = new long[x.isFloating() ? 0 : y.count()];
        return () -> {
            numbers.load();
            Arrays.fill(reals, 0);
            Arrays.fill(wholes, 0);
            for (int i = 0; i < x.count(); i++) {
                int index = indices.words().get(i);
                if (index >= 0 && index < size) {
                    numbers.add(i, reals, wholes, (i / (inner * picks) * size + index) * inner + i % inner);
                }
            }
            if (x.isFloating()) {
                y.put(0, y.count(), reals);
            } else {
                y.put(0, y.count(), wholes);
            }
        };
    }
}
