package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Runs one vector operation of each kind, so that the JIT never believes that there is only one.
 *
 * <p>Inner kernels do nothing but multiply-adds. While they are not compiled yet, methods that all operations of the Vector
 * API share would be compiled for that kind alone, and hit a trap when another kind comes. On Java 17 each such trap counts
 * again for every multiply-add of a kernel; with more than 100 (PerMethodTrapLimit) the compiler gives up on exact types,
 * allocates every vector, and the kernel stays 50 times slower. That happened in about one process in fifteen.
 */
final class ProfileMix {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final float[] ZEROS = new float[Lanes.COUNT];

    private ProfileMix() {}

    /** Costs a few nanoseconds once compiled; called once per tile. */
    static void stir() {
        FloatVector zero = FloatVector.fromArray(S, ZEROS, 0);
        FloatVector sum = zero.add(zero).mul(zero).max(zero).sub(zero);
        FloatVector rooted = sum.neg().abs().sqrt();
        FloatVector mixed = rooted.blend(zero, rooted.compare(VectorOperators.LT, zero));
        mixed.fma(zero, zero).intoArray(ZEROS, 0);
    }
}
