package dev.cortado.backend.nd4j.host;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.Reshape;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.Slice;
import dev.cortado.api.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kernels that move elements of any type without looking at them. */
public final class MoveLoops implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (op instanceof Concat concat) {
            return Optional.of(concat(concat, in, out.get(0)));
        }
        if (op instanceof Pad pad) {
            return Optional.of(pad(pad, in.get(0).shape(), out.get(0).shape()));
        }
        return Optional.ofNullable(copy(op, in, out))
                .map(copy -> Kernel.hostLoop(
                        "copy", (inputs, outputs, workspace) -> () -> copy.run(inputs.get(0), outputs.get(0))));
    }

    private static StridedCopy copy(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (in.isEmpty() || out.isEmpty()) {
            return null;
        }
        Shape x = in.get(0).shape();
        Shape y = out.get(0).shape();
        int[] dense = StridedCopy.strides(x);
        int[] steps = new int[y.rank()];
        int start = 0;
        if (op instanceof Reshape) {
            return new StridedCopy(x.toArray(), dense, 0, dense, 0);
        } else if (op instanceof Broadcast broadcast) {
            for (int i = 0; i < x.rank(); i++) {
                steps[broadcast.axes().get(i)] = x.size(i) == 1 ? 0 : dense[i];
            }
        } else if (op instanceof Transpose transpose) {
            for (int i = 0; i < steps.length; i++) {
                steps[i] = dense[transpose.order().get(i)];
            }
        } else if (op instanceof Slice slice) {
            for (int i = 0; i < steps.length; i++) {
                start += slice.start().get(i) * dense[i];
                steps[i] = dense[i] * slice.step().get(i);
            }
        } else if (op instanceof Reverse reverse) {
            for (int i = 0; i < steps.length; i++) {
                boolean back = reverse.axes().contains(i);
                steps[i] = back ? -dense[i] : dense[i];
                start += back ? (x.size(i) - 1) * dense[i] : 0;
            }
        } else {
            return null;
        }
        return new StridedCopy(y.toArray(), steps, start, StridedCopy.strides(y), 0);
    }

    private static Kernel concat(Concat op, List<TensorSpec> in, TensorSpec out) {
        int[] target = StridedCopy.strides(out.shape());
        List<StridedCopy> copies = new ArrayList<>();
        int before = 0;
        for (TensorSpec part : in) {
            copies.add(new StridedCopy(
                    part.shape().toArray(), StridedCopy.strides(part.shape()), 0, target, before * target[op.axis()]));
            before += part.shape().size(op.axis());
        }
        return Kernel.hostLoop("copy", (inputs, outputs, workspace) -> () -> {
            for (int i = 0; i < copies.size(); i++) {
                copies.get(i).run(inputs.get(i), outputs.get(0));
            }
        });
    }

    private static Kernel pad(Pad op, Shape x, Shape y) {
        StridedCopy copy = placing(op, x, y);
        return Kernel.hostLoop("copy", (inputs, outputs, workspace) -> {
            Runnable fill = Fill.with(outputs.get(0), op.value());
            return () -> {
                fill.run();
                copy.run(inputs.get(0), outputs.get(0));
            };
        });
    }

    /** Returns the copy that puts the elements of {@code x} that are not cut off to where they land in {@code y}. */
    static StridedCopy placing(Pad op, Shape x, Shape y) {
        int rank = x.rank();
        int[] from = StridedCopy.strides(x);
        int[] to = StridedCopy.strides(y);
        int[] sizes = new int[rank];
        int source = 0;
        int target = 0;
        for (int axis = 0; axis < rank; axis++) {
            int distance = op.interior().get(axis) + 1;
            int low = op.low().get(axis);
            int first = low >= 0 ? 0 : (-low + distance - 1) / distance;
            int end = Math.min(x.size(axis), Math.floorDiv(y.size(axis) - 1 - low, distance) + 1);
            sizes[axis] = Math.max(0, end - first);
            source += first * from[axis];
            target += (first * distance + low) * to[axis];
            to[axis] *= distance;
        }
        return new StridedCopy(sizes, from, source, to, target);
    }

    /** Returns a kernel's part that writes {@code x}, padded, to {@code y}; both are known when it runs. */
    public static Runnable padding(Pad op, Region x, Region y) {
        StridedCopy copy = placing(op, x.spec().shape(), y.spec().shape());
        Runnable fill = Fill.with(y, op.value());
        return () -> {
            fill.run();
            copy.run(x, y);
        };
    }
}
