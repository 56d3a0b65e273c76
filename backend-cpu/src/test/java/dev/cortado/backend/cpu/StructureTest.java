package dev.cortado.backend.cpu;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Iota;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.Reshape;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Slice;
import dev.cortado.api.op.Sort;
import dev.cortado.api.op.Transpose;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StructureTest {

    @ParameterizedTest
    @EnumSource(DType.class)
    void broadcast(DType dtype) {
        Shape target = Shape.of(3, 5, 4, 7);
        Agreement.checkExact(new Broadcast(target, List.of()), Samples.random(1, dtype));
        Agreement.checkExact(Broadcast.along(1, target), Samples.random(1, dtype, 5));
        Agreement.checkExact(Broadcast.along(3, target), Samples.random(1, dtype, 7));
        Agreement.checkExact(Broadcast.along(0, target), Samples.random(1, dtype, 3));
        Agreement.checkExact(new Broadcast(target, List.of(0, 2)), Samples.random(1, dtype, 3, 4));
        Agreement.checkExact(new Broadcast(target, List.of(0, 1, 2, 3)), Samples.random(1, dtype, 3, 1, 4, 1));
        Agreement.checkExact(new Broadcast(Shape.of(0, 3), List.of(1)), Samples.random(1, dtype, 3));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void transpose(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 3, 4, 5, 6);
        for (int[] order : new int[][] {{0, 1, 2, 3}, {3, 2, 1, 0}, {0, 2, 3, 1}, {1, 0, 2, 3}, {0, 2, 1, 3}}) {
            Agreement.checkExact(Transpose.of(order), x);
        }
        Agreement.checkExact(Transpose.of(1, 0), Samples.random(3, dtype, 207, 33));
        Agreement.checkExact(Transpose.of(1, 0), Samples.random(3, dtype, 1, 33));
        Agreement.checkExact(Transpose.of(0, 2, 1), Samples.random(3, dtype, 5, 70, 65));
        Agreement.checkExact(Transpose.of(), Samples.random(3, dtype));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void slices(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 6, 7, 8);
        Agreement.checkExact(new Slice(List.of(1, 0, 2), List.of(5, 7, 8), List.of(1, 1, 1)), x);
        Agreement.checkExact(new Slice(List.of(1, 0, 3), List.of(6, 7, 8), List.of(2, 3, 4)), x);
        Agreement.checkExact(new Slice(List.of(2, 0, 0), List.of(2, 7, 8), List.of(1, 1, 1)), x);
        Agreement.checkExact(Reverse.of(0, 2), x);
        Agreement.checkExact(Reverse.of(1), x);
        Agreement.checkExact(Reverse.of(), x);
        Agreement.checkExact(new Reshape(Shape.of(7, 48)), x);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = "BOOL", mode = EnumSource.Mode.EXCLUDE)
    void pad(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 3, 5, 4);
        List<Integer> none = List.of(0, 0, 0);
        Agreement.checkExact(new Pad(List.of(1, 0, 2), List.of(0, 3, 1), none, 2), x);
        Agreement.checkExact(new Pad(List.of(-1, 0, -2), List.of(0, -3, 1), none, 2), x);
        Agreement.checkExact(new Pad(List.of(1, 2, 0), List.of(0, 1, 0), List.of(1, 0, 2), 0), x);
        Agreement.checkExact(new Pad(List.of(-1, -2, -4), List.of(-2, 1, 0), List.of(1, 3, 2), 0), x);
        Agreement.checkExact(new Pad(List.of(-1, -5, 0), List.of(0, 3, 0), none, 1), x);
        Agreement.checkExact(new Pad(List.of(2), List.of(1), List.of(0), 3), HostTensor.zeros(TensorSpec.of(dtype, 0)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void concat(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 3, 2, 4);
        Agreement.checkExact(new Concat(1), x, Samples.random(3, dtype, 3, 5, 4), Samples.random(4, dtype, 3, 0, 4));
        Agreement.checkExact(new Concat(0), x, Samples.random(3, dtype, 1, 2, 4));
        Agreement.checkExact(new Concat(2), x);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = "BOOL", mode = EnumSource.Mode.EXCLUDE)
    void gatherAndScatter(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 3, 6, 4);
        HostTensor indices = Samples.indices(3, 9, 3, 8, 4);
        for (int i = 0; i < 5; i++) {
            indices.ints()[7 * i] = -1;
        }
        Agreement.checkExact(new GatherAlong(1), x, indices);
        // sums of up to eight terms of about 1; exact for all types but float32
        double roundings = dtype == DType.FLOAT32 ? 4 * Math.sqrt(8) : 0;
        Agreement.check(new ScatterAddAlong(1, 7), roundings, 8, Samples.random(2, dtype, 3, 8, 4), indices);
        Agreement.check(new ScatterAddAlong(2, 3), roundings, 8, x, Samples.indices(3, 3, 3, 6, 4));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void sort(DType dtype) {
        for (boolean descending : new boolean[] {false, true}) {
            Agreement.checkExact(new Sort(1, descending), Samples.random(2, dtype, 3, 33, 4));
            Agreement.checkExact(new Sort(0, descending), Samples.random(2, dtype, 1, 4));
            Agreement.checkExact(new Sort(0, descending), Samples.random(2, dtype, 0));
        }
    }

    @Test
    void sortPutsNanLastAndKeepsTheOrderOfEqualElements() {
        Agreement.checkExact(new Sort(1, false), Samples.special(2, 5, 64));
        Agreement.checkExact(new Sort(1, true), Samples.special(3, 5, 61));
        Agreement.checkExact(new Sort(1, true), Samples.ties(3, 5, 207));
    }

    @Test
    void generators() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64, DType.UINT8}) {
            Agreement.checkExact(new Iota(TensorSpec.of(dtype, 3, 5, 2), 1));
        }
        HostTensor key = HostTensor.of(new long[] {0x123456789abcdefL});
        for (int n : new int[] {0, 1, 7, 13, 4096, 5003}) {
            Agreement.checkExact(new RandomBits(Shape.of(n), -77), key.reshape());
        }
    }
}
