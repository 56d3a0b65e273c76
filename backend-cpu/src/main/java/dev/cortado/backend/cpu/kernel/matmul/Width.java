package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.VectorPath;

/** How wide the blocks of a product are in this process; affects speed, never results. */
public final class Width {

    /** Lanes of a vector; a scalar kernel pretends to have those of the widest. */
    public static final int LANES = VectorPath.VECTOR ? VectorPath.bits() / Float.SIZE : 16;

    /** Vectors across the widest panel: with 32 registers four, with 16 two. */
    public static final int VECTORS = LANES == 16 ? 4 : 2;

    /** Columns of the widest panel. */
    public static final int PANEL = VECTORS * LANES;

    /** Columns of a panel two vectors wide. */
    public static final int PAIR = 2 * LANES;

    /** A number of columns that is a multiple of every vector's lanes. */
    public static final int UNIT = 16;

    private static final int MANY_PANELS = 8;

    private Width() {}

    /**
     * Returns how many vectors the last panel has, of which {@code columns} of {@code all} are left.
     *
     * <p>Among many panels a wider one than needed costs little, and saves the JIT one more kernel to compile.
     */
    public static int vectors(int columns, int all) {
        return all >= MANY_PANELS * PANEL ? VECTORS : vectors(columns);
    }

    /** Returns how many vectors the next panel has where {@code columns} are left: as many as they touch, or the most. */
    public static int vectors(int columns) {
        return columns > 2 * LANES ? VECTORS : columns > LANES ? 2 : 1;
    }

    /** Returns how many vectors the next panel has if it must not exceed {@code columns}, a multiple of the lanes. */
    public static int vectorsWithin(int columns) {
        return columns >= PANEL ? VECTORS : columns >= 2 * LANES ? 2 : 1;
    }

    /** Rounds up to a multiple of {@link #UNIT}. */
    public static int roundUp(int columns) {
        return (columns + UNIT - 1) / UNIT * UNIT;
    }
}
