package dev.cortado.backend.cpu.kernel;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one species of vectors per element type in this process.
 *
 * <p>Kernels use no other: on Java 17 a second width makes the vectors of both be allocated as objects.
 */
public final class Lanes {

    private static final VectorShape SHAPE = VectorShape.forBitSize(VectorPath.VECTOR ? VectorPath.bits() : 512);

    /** Vectors of floats. */
    public static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);

    /** Vectors of ints, of as many lanes. */
    public static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

    /** The number of lanes of both. */
    public static final int COUNT = FLOATS.length();

    static {
        VectorOperations.use(FLOATS, INTS);
    }

    private Lanes() {}
}
