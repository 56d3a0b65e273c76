package dev.cortado.backend.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Uses every operation of the Vector API that kernels use, before any of them is compiled.
 *
 * <p>The library makes each operation at its first use, in a method that all operations share. Once that method is compiled, an
 * operation that is new hits a trap, and on Java 17 each such trap counts again for every operation of a kernel; with more than
 * 100 (PerMethodTrapLimit) the compiler no longer trusts the path without it and allocates every vector of the kernel (decision 17).
 */
final class VectorOperations {

    private VectorOperations() {}

    /** Uses each operation once. */
    static void use(VectorSpecies<Float> floats, VectorSpecies<Integer> ints) {
        FloatVector x = FloatVector.broadcast(floats, 1f);
        FloatVector y = x.add(x).sub(x).mul(x).div(x).min(x).max(x).fma(x, x);
        y.neg().abs().sqrt().reduceLanes(VectorOperators.ADD);
        IntVector n = IntVector.broadcast(ints, 1);
        IntVector m =
                n.add(n).sub(n).mul(n).min(n).max(n).and(n).or(n).neg().abs().not();
        m.lanewise(VectorOperators.XOR, n).lanewise(VectorOperators.LSHL, n).lanewise(VectorOperators.LSHL, 1);
        m.lanewise(VectorOperators.ASHR, n).lanewise(VectorOperators.ASHR, 1);
        m.lanewise(VectorOperators.LSHR, n).lanewise(VectorOperators.LSHR, 1);
    }
}
