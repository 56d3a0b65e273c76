package dev.cortado.backend.reference;

import static dev.cortado.backend.reference.EagerScope.run;
import static dev.cortado.backend.reference.Tensors.counting;
import static dev.cortado.backend.reference.Tensors.doubles;
import static dev.cortado.backend.reference.Tensors.ints;
import static dev.cortado.backend.reference.Tensors.longs;
import static dev.cortado.backend.reference.Tensors.truths;
import static dev.cortado.backend.reference.Tensors.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.cortado.api.op.Transpose;
import dev.cortado.api.random.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructureTest {

    private static final double NAN = Double.NaN;

    /** 0 1 2 / 3 4 5. */
    private static final HostTensor SIX = counting(DType.INT32, 2, 3);

    @Test
    void reshapeKeepsRowMajorOrder() {
        assertThat(run(new Reshape(Shape.of(3, 1, 2)), SIX)).isEqualTo(counting(DType.INT32, 3, 1, 2));
        assertThat(run(new Reshape(Shape.scalar()), doubles(NAN))).isEqualTo(HostTensor.of(new double[] {NAN}));
    }

    @Test
    void everyTypeIsCopied() {
        for (DType dtype : DType.values()) {
            HostTensor x = counting(dtype, 13);
            HostTensor back = run(Reverse.of(0), run(Reverse.of(0), x));
            assertThat(back).as("%s", dtype).isEqualTo(x);
        }
    }

    @Test
    void broadcast() {
        assertThat(run(new Broadcast(Shape.of(2, 3, 2), List.of(1)), ints(1, 2, 3))
                        .ints())
                .containsExactly(1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3);
        HostTensor column = HostTensor.of(new int[] {1, 2}, 2, 1);
        assertThat(run(new Broadcast(Shape.of(2, 3), List.of(0, 1)), column).ints())
                .containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(run(new Broadcast(Shape.of(3), List.of()), HostTensor.of(new int[] {7})))
                .isEqualTo(ints(7, 7, 7));
        assertThat(run(new Broadcast(Shape.of(0, 3), List.of(1)), ints(1, 2, 3)).spec())
                .isEqualTo(TensorSpec.of(DType.INT32, 0, 3));
    }

    @Test
    void transpose() {
        assertThat(run(Transpose.of(1, 0), SIX)).isEqualTo(HostTensor.of(new int[] {0, 3, 1, 4, 2, 5}, 3, 2));
        HostTensor x = counting(DType.INT32, 2, 3, 2);
        assertThat(run(Transpose.of(2, 0, 1), x))
                .isEqualTo(HostTensor.of(new int[] {0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11}, 2, 2, 3));
        Transpose order = Transpose.of(3, 1, 0, 2);
        HostTensor y = counting(DType.FLOAT32, 7, 1, 3, 13);
        assertThat(run(order.inverse(), run(order, y))).isEqualTo(y);
    }

    @Test
    void slice() {
        assertThat(run(Slice.of(new int[] {0, 1}, new int[] {2, 3}), SIX))
                .isEqualTo(HostTensor.of(new int[] {1, 2, 4, 5}, 2, 2));
        Slice steps = new Slice(List.of(1), List.of(12), List.of(5));
        assertThat(run(steps, counting(DType.INT32, 13))).isEqualTo(ints(1, 6, 11));
        assertThat(run(Slice.of(new int[] {1, 1}, new int[] {2, 1}), SIX).spec().elements())
                .isZero();
    }

    @Test
    void reverse() {
        assertThat(run(Reverse.of(1), SIX).ints()).containsExactly(2, 1, 0, 5, 4, 3);
        assertThat(run(Reverse.of(0), SIX).ints()).containsExactly(3, 4, 5, 0, 1, 2);
        assertThat(run(Reverse.of(0, 1), SIX).ints()).containsExactly(5, 4, 3, 2, 1, 0);
    }

    @Test
    void padBeforeAfterAndBetween() {
        HostTensor x = ints(1, 2, 3);
        assertThat(run(pad(2, 1, 0, 9), x)).isEqualTo(ints(9, 9, 1, 2, 3, 9));
        assertThat(run(pad(0, 1, 2, 9), x)).isEqualTo(ints(1, 9, 9, 2, 9, 9, 3, 9));
        assertThat(run(pad(-1, -1, 0, 9), x)).isEqualTo(ints(2));
        assertThat(run(pad(-1, 2, 1, 9), x)).isEqualTo(ints(9, 2, 9, 3, 9, 9));
        assertThat(run(pad(-2, -2, 1, 9), x)).isEqualTo(ints(2));
        assertThat(run(pad(-3, -2, 1, 9), x).spec().elements()).isZero();
        assertThat(run(pad(1, 1, 3, 9), ints())).isEqualTo(ints(9, 9));
    }

    @Test
    void padSeveralAxesWithARoundedValue() {
        Pad op = new Pad(List.of(1, 0), List.of(0, -1), List.of(0, 0), 0.1);
        HostTensor x = HostTensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        assertThat(run(op, x)).isEqualTo(HostTensor.of(new float[] {0.1f, 1, 3}, 3, 1));
        assertThat(run(pad(1, 0, 0, 2), truths(0))).isEqualTo(truths(1, 0));
        assertThat(run(pad(1, 0, 0, 200), unsigned(3))).isEqualTo(unsigned(200, 3));
        assertThat(run(pad(1, 0, 0, Double.NEGATIVE_INFINITY), doubles(NAN)))
                .isEqualTo(doubles(Double.NEGATIVE_INFINITY, NAN));
    }

    @Test
    void concat() {
        HostTensor column = HostTensor.of(new int[] {7, 8}, 2, 1);
        HostTensor none = HostTensor.zeros(TensorSpec.of(DType.INT32, 2, 0));
        assertThat(run(new Concat(1), SIX, none, column, SIX))
                .isEqualTo(HostTensor.of(new int[] {0, 1, 2, 7, 0, 1, 2, 3, 4, 5, 8, 3, 4, 5}, 2, 7));
        assertThat(run(new Concat(0), SIX, SIX).ints()).containsExactly(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
        assertThat(run(new Concat(0), SIX)).isEqualTo(SIX);
    }

    @Test
    void gatherGivesZeroOutsideTheData() {
        HostTensor x = HostTensor.of(new double[] {1, 2, 3, NAN, 5, 6}, 2, 3);
        HostTensor indices = HostTensor.of(new int[] {2, -1, 0, 0, 3, 1, Integer.MIN_VALUE, 2}, 2, 4);
        assertThat(run(new GatherAlong(1), x, indices))
                .isEqualTo(HostTensor.of(new double[] {3, 0, 1, 1, 0, 5, 0, 6}, 2, 4));
        HostTensor rows = HostTensor.of(new int[] {1, 0, 1}, 1, 3);
        assertThat(run(new GatherAlong(0), x, rows)).isEqualTo(HostTensor.of(new double[] {NAN, 2, 6}, 1, 3));
        HostTensor none = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 0));
        assertThat(run(new GatherAlong(0), none, ints(0, -1))).isEqualTo(Tensors.floats(0, 0));
    }

    @Test
    void scatterAddsRepeatedIndicesAndLeavesOutOthers() {
        HostTensor x = HostTensor.of(new double[] {1, 2, 4, 8, 16, 32}, 2, 3);
        HostTensor indices = HostTensor.of(new int[] {3, 0, 3, -1, 4, 2}, 2, 3);
        assertThat(run(new ScatterAddAlong(1, 4), x, indices))
                .isEqualTo(HostTensor.of(new double[] {2, 0, 0, 5, 0, 0, 32, 0}, 2, 4));
        HostTensor rows = HostTensor.of(new int[] {0, 0, 0, 0, 1, 0}, 2, 3);
        assertThat(run(new ScatterAddAlong(0, 2), x, rows))
                .isEqualTo(HostTensor.of(new double[] {9, 2, 36, 0, 16, 0}, 2, 3));
        assertThat(run(new ScatterAddAlong(0, 0), x, rows).spec().elements()).isZero();
    }

    @Test
    void scatterAddsInDoubleAndWrapsIntegersAround() {
        HostTensor x = HostTensor.of(new float[] {1, 0x1p-24f, 0x1p-24f}, 3);
        assertThat(run(new ScatterAddAlong(0, 1), x, ints(0, 0, 0)).floats()).containsExactly(1 + 0x1p-23f);
        assertThat(run(new ScatterAddAlong(0, 1), longs(1L << 53, 1), ints(0, 0)))
                .isEqualTo(longs((1L << 53) + 1));
        assertThat(run(new ScatterAddAlong(0, 1), unsigned(200, 100), ints(0, 0)))
                .isEqualTo(unsigned(44));
    }

    @Test
    void iota() {
        assertThat(run(new Iota(TensorSpec.of(DType.FLOAT32, 2, 3), 1)).floats())
                .containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(run(new Iota(TensorSpec.of(DType.INT64, 2, 3), 0)).longs()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(run(new Iota(TensorSpec.of(DType.UINT8, 257), 0)).get(256)).isEqualTo(0);
    }

    @Test
    void randomBitsAreTheWordsOfPhilox() {
        long key = 0x0123456789abcdefL;
        long stream = 0xfedcba9876543210L;
        for (int size : new int[] {1, 7, 13, 207}) {
            HostTensor bits = run(new RandomBits(Shape.of(size), stream), HostTensor.of(new long[] {key}));
            int[] block = new int[4];
            for (int i = 0; i < size; i++) {
                Philox.block(0x89abcdef, 0x01234567, i / 4, 0, 0x76543210, 0xfedcba98, block, 0);
                assertThat(bits.ints()[i]).isEqualTo(block[i % 4]);
            }
        }
    }

    /** The first of the published vectors: key and counter 0. */
    @Test
    void randomBitsOfZero() {
        HostTensor bits = run(new RandomBits(Shape.of(2, 2), 0), HostTensor.of(new long[] {0}));
        assertThat(bits).isEqualTo(HostTensor.of(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, 2, 2));
    }

    private static Pad pad(int low, int high, int interior, double value) {
        return new Pad(List.of(low), List.of(high), List.of(interior), value);
    }
}
