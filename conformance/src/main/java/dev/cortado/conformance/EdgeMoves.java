package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Iota;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Slice;
import dev.cortado.api.op.Sort;
import dev.cortado.api.op.Transpose;
import java.util.ArrayList;
import java.util.List;

/** What moves, orders or makes elements, on every type and at the sizes where kernels change their ways. */
final class EdgeMoves {

    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private EdgeMoves(long seed) {
        samples = new Samples(1 + seed);
    }

    static List<OpCase> all(long seed) {
        EdgeMoves made = new EdgeMoves(seed);
        for (DType dtype : DType.values()) {
            made.whole(dtype);
            made.parts(dtype);
            made.orders(dtype);
            if (dtype != DType.BOOL) {
                made.padded(dtype);
                made.indices(dtype);
                made.add(new Iota(TensorSpec.of(dtype, 3, 5, 2), 1));
            }
        }
        made.lines();
        return made.cases;
    }

    private void add(Op op, HostTensor... operands) {
        cases.add(OpCase.of(op, operands));
    }

    private void whole(DType dtype) {
        Shape target = Shape.of(3, 5, 4, 7);
        add(new Broadcast(target, List.of()), samples.random(dtype));
        add(Broadcast.along(1, target), samples.random(dtype, 5));
        add(Broadcast.along(3, target), samples.random(dtype, 7));
        add(Broadcast.along(0, target), samples.random(dtype, 3));
        add(new Broadcast(target, List.of(0, 2)), samples.random(dtype, 3, 4));
        add(new Broadcast(target, List.of(0, 1, 2, 3)), samples.random(dtype, 3, 1, 4, 1));
        add(new Broadcast(Shape.of(0, 3), List.of(1)), samples.random(dtype, 3));
        for (int[] order : new int[][] {{0, 1, 2, 3}, {3, 2, 1, 0}, {0, 2, 3, 1}, {1, 0, 2, 3}, {0, 2, 1, 3}}) {
            add(Transpose.of(order), samples.random(dtype, 3, 4, 5, 6));
        }
        add(Transpose.of(1, 0), samples.random(dtype, 207, 33));
        add(Transpose.of(1, 0), samples.random(dtype, 1, 33));
        add(Transpose.of(0, 2, 1), samples.random(dtype, 5, 70, 65));
        add(Transpose.of(), samples.random(dtype));
    }

    private void parts(DType dtype) {
        HostTensor x = samples.random(dtype, 6, 7, 8);
        add(new Slice(List.of(1, 0, 2), List.of(5, 7, 8), List.of(1, 1, 1)), x);
        add(new Slice(List.of(1, 0, 3), List.of(6, 7, 8), List.of(2, 3, 4)), x);
        add(new Slice(List.of(2, 0, 0), List.of(2, 7, 8), List.of(1, 1, 1)), x);
        add(Reverse.of(0, 2), x);
        add(Reverse.of(1), x);
        add(Reverse.of(), x);
        HostTensor y = samples.random(dtype, 3, 2, 4);
        add(new Concat(1), y, samples.random(dtype, 3, 5, 4), samples.random(dtype, 3, 0, 4));
        add(new Concat(0), y, samples.random(dtype, 1, 2, 4));
        add(new Concat(2), y);
    }

    private void padded(DType dtype) {
        HostTensor x = samples.random(dtype, 3, 5, 4);
        List<Integer> none = List.of(0, 0, 0);
        add(new Pad(List.of(1, 0, 2), List.of(0, 3, 1), none, 2), x);
        add(new Pad(List.of(-1, 0, -2), List.of(0, -3, 1), none, 2), x);
        add(new Pad(List.of(1, 2, 0), List.of(0, 1, 0), List.of(1, 0, 2), 0), x);
        add(new Pad(List.of(-1, -2, -4), List.of(-2, 1, 0), List.of(1, 3, 2), 0), x);
        add(new Pad(List.of(-1, -5, 0), List.of(0, 3, 0), none, 1), x);
        add(new Pad(List.of(2), List.of(1), List.of(0), 3), HostTensor.zeros(TensorSpec.of(dtype, 0)));
    }

    private void indices(DType dtype) {
        HostTensor x = samples.random(dtype, 3, 6, 4);
        HostTensor indices = samples.integers(9, 3, 8, 4);
        for (int i = 0; i < 5; i++) {
            indices.ints()[7 * i] = -1;
        }
        add(new GatherAlong(1), x, indices);
        add(new ScatterAddAlong(1, 7), samples.random(dtype, 3, 8, 4), indices);
        add(new ScatterAddAlong(2, 3), x, samples.integers(3, 3, 6, 4));
    }

    private void orders(DType dtype) {
        for (boolean descending : new boolean[] {false, true}) {
            add(new Sort(1, descending), samples.random(dtype, 3, 33, 4));
            add(new Sort(0, descending), samples.random(dtype, 1, 4));
            add(new Sort(0, descending), samples.random(dtype, 0));
        }
        for (int axis = 0; axis < 3; axis++) {
            add(new ArgMax(axis), samples.random(dtype, 3, 7, 5));
        }
    }

    private void lines() {
        add(new Sort(1, false), samples.special(5, 64));
        add(new Sort(1, true), samples.special(5, 61));
        add(new Sort(1, true), samples.ties(5, 207));
        add(new ArgMax(1), samples.special(50, 9));
        add(new ArgMax(1), samples.ties(50, 9));
        HostTensor key = HostTensor.of(new long[] {0x123456789abcdefL}).reshape();
        for (int n : new int[] {0, 1, 7, 13, 4096, 5003}) {
            add(new RandomBits(Shape.of(n), -77), key);
        }
    }
}
