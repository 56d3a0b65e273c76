package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Folds the partial sums of as many elements at once as a vector has lanes.
 *
 * <p>Two vectors become one whose lanes hold the sums of both alternately, in groups of the level's distance; after the last
 * level the elements lie in bit-reversed order.
 */
final class VectorFold {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final int STEP = DotBlocks.STEP;

    private static final VectorShuffle<Float> SWAP_8 = swap(8);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_1 = swap(1);
    private static final VectorShuffle<Float> REVERSED = VectorShuffle.fromOp(S, VectorFold::reversed);
    private static final VectorMask<Float> ODD_8 = odd(8);
    private static final VectorMask<Float> ODD_4 = odd(4);
    private static final VectorMask<Float> ODD_2 = odd(2);
    private static final VectorMask<Float> ODD_1 = odd(1);

    private VectorFold() {}

    static void run(float[] sums, int so, int count, float[] result, int ro) {
        for (int i = 0; i < count; i += L) {
            int at = so + i * STEP;
            if (L == 16) {
                join(sums, at, STEP, 8, SWAP_8, ODD_8);
                join(sums, at, L, 4, SWAP_4, ODD_4);
                join(sums, at, L, 2, SWAP_2, ODD_2);
            } else if (L == 8) {
                addHalves(sums, at);
                join(sums, at, L, 4, SWAP_4, ODD_4);
                join(sums, at, L, 2, SWAP_2, ODD_2);
            } else {
                addQuarters(sums, at);
                join(sums, at, L, 2, SWAP_2, ODD_2);
            }
            join(sums, at, L, 1, SWAP_1, ODD_1);
            FloatVector.fromArray(S, sums, at).rearrange(REVERSED).intoArray(result, ro + i);
        }
    }

    /** Makes one vector of two, {@code pairs} times. */
    private static void join(
            float[] sums, int at, int distance, int pairs, VectorShuffle<Float> swap, VectorMask<Float> odd) {
        for (int i = 0; i < pairs; i++) {
            FloatVector x = FloatVector.fromArray(S, sums, at + 2 * i * distance);
            FloatVector y = FloatVector.fromArray(S, sums, at + (2 * i + 1) * distance);
            FloatVector straight = x.blend(y, odd);
            FloatVector crossed = y.blend(x, odd).rearrange(swap);
            straight.add(crossed).intoArray(sums, at + i * L);
        }
    }

    private static void addHalves(float[] sums, int at) {
        for (int i = 0; i < L; i++) {
            FloatVector.fromArray(S, sums, at + i * STEP)
                    .add(FloatVector.fromArray(S, sums, at + i * STEP + L))
                    .intoArray(sums, at + i * L);
        }
    }

    private static void addQuarters(float[] sums, int at) {
        for (int i = 0; i < L; i++) {
            int from = at + i * STEP;
            FloatVector even = FloatVector.fromArray(S, sums, from).add(FloatVector.fromArray(S, sums, from + 2 * L));
            FloatVector odd =
                    FloatVector.fromArray(S, sums, from + L).add(FloatVector.fromArray(S, sums, from + 3 * L));
            even.add(odd).intoArray(sums, at + i * L);
        }
    }

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(S, lane -> (lane ^ distance) % L);
    }

    private static VectorMask<Float> odd(int distance) {
        boolean[] lanes = new boolean[L];
        for (int lane = 0; lane < L; lane++) {
            lanes[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(S, lanes, 0);
    }

    private static int reversed(int lane) {
        return Integer.reverse(lane) >>> Integer.numberOfLeadingZeros(L) + 1;
    }
}
