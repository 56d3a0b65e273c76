package dev.cortado.backend.cpu.kernel.structure;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
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

/** Prepares kernels for operations that move elements without computing, on all types. */
public final class MoveKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (op instanceof Pad pad) {
            HostTensor filling = HostTensor.filled(outputs.get(0).with(Shape.scalar()), pad.value());
            List<Move> moves =
                    List.of(pad(pad, inputs.get(0).shape(), outputs.get(0).shape()));
            return Optional.of(new MoveKernel(moves, outputs.get(0), filling));
        }
        List<Move> moves =
                moves(op, inputs, outputs.isEmpty() ? null : outputs.get(0).shape());
        return moves == null ? Optional.empty() : Optional.of(new MoveKernel(moves, outputs.get(0), null));
    }

    private static List<Move> moves(Op op, List<TensorSpec> inputs, Shape result) {
        if (op instanceof Concat concat) {
            return concat(concat.axis(), inputs, result);
        }
        if (inputs.size() != 1) {
            return null;
        }
        int[] sizes = inputs.get(0).shape().toArray();
        if (op instanceof Broadcast broadcast) {
            return List.of(broadcast(broadcast, sizes));
        }
        if (op instanceof Reshape) {
            return List.of(new Move(0, sizes, Move.strides(sizes), Move.strides(sizes), 0, 0));
        }
        if (op instanceof Reverse reverse) {
            return List.of(reverse(reverse, sizes));
        }
        if (op instanceof Slice slice) {
            return List.of(slice(slice, sizes, result.toArray()));
        }
        return op instanceof Transpose transpose ? List.of(transpose(transpose, sizes, result.toArray())) : null;
    }

    private static Move broadcast(Broadcast op, int[] sizes) {
        int[] target = op.target().toArray();
        int[] strides = Move.strides(sizes);
        int[] from = new int[target.length];
        for (int i = 0; i < sizes.length; i++) {
            int axis = op.axes().get(i);
            from[axis] = sizes[i] == target[axis] ? strides[i] : 0;
        }
        return new Move(0, target, from, Move.strides(target), 0, 0);
    }

    private static Move reverse(Reverse op, int[] sizes) {
        int[] from = Move.strides(sizes);
        int start = 0;
        for (int axis : List.copyOf(new java.util.TreeSet<>(op.axes()))) {
            start += (sizes[axis] - 1) * from[axis];
            from[axis] = -from[axis];
        }
        return new Move(0, sizes, from, Move.strides(sizes), start, 0);
    }

    private static Move slice(Slice op, int[] sizes, int[] result) {
        int[] from = Move.strides(sizes);
        int start = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            start += op.start().get(axis) * from[axis];
            from[axis] *= op.step().get(axis);
        }
        return new Move(0, result, from, Move.strides(result), start, 0);
    }

    private static Move transpose(Transpose op, int[] sizes, int[] result) {
        int[] strides = Move.strides(sizes);
        int[] from = op.order().stream().mapToInt(axis -> strides[axis]).toArray();
        return new Move(0, result, from, Move.strides(result), 0, 0);
    }

    private static List<Move> concat(int axis, List<TensorSpec> inputs, Shape result) {
        List<Move> moves = new ArrayList<>();
        int[] to = Move.strides(result.toArray());
        int start = 0;
        for (int i = 0; i < inputs.size(); i++) {
            int[] sizes = inputs.get(i).shape().toArray();
            moves.add(new Move(i, sizes, Move.strides(sizes), to, 0, start));
            start += sizes[axis] * to[axis];
        }
        return moves;
    }

    /** Returns the move of those elements that cropping leaves. */
    private static Move pad(Pad op, Shape input, Shape result) {
        int rank = input.rank();
        int[] from = Move.strides(input.toArray());
        int[] to = Move.strides(result.toArray());
        int[] kept = new int[rank];
        int fromStart = 0;
        int toStart = 0;
        for (int axis = 0; axis < rank; axis++) {
            int step = op.interior().get(axis) + 1;
            int low = op.low().get(axis);
            int first = low < 0 ? (-low + step - 1) / step : 0;
            int last = Math.min(input.size(axis) - 1, Math.floorDiv(result.size(axis) - 1 - low, step));
            kept[axis] = Math.max(0, last - first + 1);
            fromStart += first * from[axis];
            toStart += (first * step + low) * to[axis];
            to[axis] *= step;
        }
        return new Move(0, kept, from, to, fromStart, toStart);
    }
}
