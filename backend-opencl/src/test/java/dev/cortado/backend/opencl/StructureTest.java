package dev.cortado.backend.opencl;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"cpu", "gpu"})
class StructureTest {

    private final Agreement agreement;

    StructureTest(String family) {
        agreement = new Agreement(OnDevice.family(family));
    }

    @AfterEach
    void close() {
        agreement.close();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void broadcast(DType dtype) {
        Shape target = Shape.of(3, 5, 4, 7);
        agreement.checkExact(new Broadcast(target, List.of()), Samples.random(1, dtype));
        agreement.checkExact(Broadcast.along(1, target), Samples.random(1, dtype, 5));
        agreement.checkExact(Broadcast.along(3, target), Samples.random(1, dtype, 7));
        agreement.checkExact(Broadcast.along(0, target), Samples.random(1, dtype, 3));
        agreement.checkExact(new Broadcast(target, List.of(0, 2)), Samples.random(1, dtype, 3, 4));
        agreement.checkExact(new Broadcast(target, List.of(0, 1, 2, 3)), Samples.random(1, dtype, 3, 1, 4, 1));
        agreement.checkExact(new Broadcast(Shape.of(0, 3), List.of(1)), Samples.random(1, dtype, 3));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void transpose(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 3, 4, 5, 6);
        for (int[] order : new int[][] {{0, 1, 2, 3}, {3, 2, 1, 0}, {0, 2, 3, 1}, {1, 0, 2, 3}, {0, 2, 1, 3}}) {
            agreement.checkExact(Transpose.of(order), x);
        }
        agreement.checkExact(Transpose.of(1, 0), Samples.random(3, dtype, 207, 33));
        agreement.checkExact(Transpose.of(1, 0), Samples.random(3, dtype, 1, 33));
        agreement.checkExact(Transpose.of(0, 2, 1), Samples.random(3, dtype, 5, 70, 65));
        agreement.checkExact(Transpose.of(), Samples.random(3, dtype));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void slices(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 6, 7, 8);
        agreement.checkExact(new Slice(List.of(1, 0, 2), List.of(5, 7, 8), List.of(1, 1, 1)), x);
        agreement.checkExact(new Slice(List.of(1, 0, 3), List.of(6, 7, 8), List.of(2, 3, 4)), x);
        agreement.checkExact(new Slice(List.of(2, 0, 0), List.of(2, 7, 8), List.of(1, 1, 1)), x);
        agreement.checkExact(Reverse.of(0, 2), x);
        agreement.checkExact(Reverse.of(1), x);
        agreement.checkExact(Reverse.of(), x);
        agreement.checkExact(new Reshape(Shape.of(7, 48)), x);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = "BOOL", mode = EnumSource.Mode.EXCLUDE)
    void pad(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 3, 5, 4);
        List<Integer> none = List.of(0, 0, 0);
        agreement.checkExact(new Pad(List.of(1, 0, 2), List.of(0, 3, 1), none, 2), x);
        agreement.checkExact(new Pad(List.of(-1, 0, -2), List.of(0, -3, 1), none, 2), x);
        agreement.checkExact(new Pad(List.of(1, 2, 0), List.of(0, 1, 0), List.of(1, 0, 2), 0), x);
        agreement.checkExact(new Pad(List.of(-1, -2, -4), List.of(-2, 1, 0), List.of(1, 3, 2), 0), x);
        agreement.checkExact(new Pad(List.of(-1, -5, 0), List.of(0, 3, 0), none, 1), x);
        agreement.checkExact(new Pad(List.of(2), List.of(1), List.of(0), 3), HostTensor.zeros(TensorSpec.of(dtype, 0)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void concat(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 3, 2, 4);
        agreement.checkExact(new Concat(1), x, Samples.random(3, dtype, 3, 5, 4), Samples.random(4, dtype, 3, 0, 4));
        agreement.checkExact(new Concat(0), x, Samples.random(3, dtype, 1, 2, 4));
        agreement.checkExact(new Concat(2), x);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = "BOOL", mode = EnumSource.Mode.EXCLUDE)
    void gatherAndScatter(DType dtype) {
        HostTensor x = Samples.random(2, dtype, 3, 6, 4);
        HostTensor indices = Samples.indices(3, 9, 3, 8, 4);
        for (int i = 0; i < 5; i++) {
            indices.ints()[7 * i] = -1;
        }
        agreement.checkExact(new GatherAlong(1), x, indices);
        agreement.check(new ScatterAddAlong(1, 7), Samples.random(2, dtype, 3, 8, 4), indices);
        agreement.check(new ScatterAddAlong(2, 3), x, Samples.indices(3, 3, 3, 6, 4));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void sort(DType dtype) {
        for (boolean descending : new boolean[] {false, true}) {
            agreement.checkExact(new Sort(1, descending), Samples.random(2, dtype, 3, 33, 4));
            agreement.checkExact(new Sort(0, descending), Samples.random(2, dtype, 1, 4));
            agreement.checkExact(new Sort(0, descending), Samples.random(2, dtype, 0));
        }
    }

    @Test
    void sortPutsNanLastAndKeepsTheOrderOfEqualElements() {
        agreement.checkExact(new Sort(1, false), Samples.special(2, 5, 64));
        agreement.checkExact(new Sort(1, true), Samples.special(3, 5, 61));
        agreement.checkExact(new Sort(1, true), Samples.ties(3, 5, 207));
    }

    @Test
    void generators() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64, DType.UINT8}) {
            agreement.checkExact(new Iota(TensorSpec.of(dtype, 3, 5, 2), 1));
        }
        HostTensor key = HostTensor.of(new long[] {0x123456789abcdefL});
        for (int n : new int[] {0, 1, 7, 13, 4096, 5003}) {
            agreement.checkExact(new RandomBits(Shape.of(n), -77), key.reshape());
        }
    }
}
