package dev.cortado.backend.cpu.kernel.window;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** How lanes are moved where neighbours belong together; made once, since making them in a loop allocates. */
final class Interleaving {

    /** Lanes 0, 2, 4..., twice. */
    static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(FLOATS, lane -> 2 * lane % COUNT);

    /** Lanes 1, 3, 5..., twice. */
    static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(FLOATS, lane -> 2 * lane % COUNT + 1);

    /** Lanes 0, 0, 2, 2... */
    static final VectorShuffle<Float> LEFT = VectorShuffle.fromOp(FLOATS, lane -> lane / 2 * 2);

    /** Lanes 1, 1, 3, 3... */
    static final VectorShuffle<Float> RIGHT = VectorShuffle.fromOp(FLOATS, lane -> lane / 2 * 2 + 1);

    /** Lanes 0, 0, 1, 1... of the lower half. */
    static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(FLOATS, lane -> lane / 2);

    /** The two halves exchanged. */
    static final VectorShuffle<Float> EXCHANGED = VectorShuffle.fromOp(FLOATS, lane -> (lane + COUNT / 2) % COUNT);

    /** The upper half of the lanes. */
    static final VectorMask<Float> UPPER = VectorMask.fromLong(FLOATS, -1L << COUNT / 2);

    /** Lanes 1, 3, 5... */
    static final VectorMask<Float> IS_ODD = VectorMask.fromLong(FLOATS, 0xAAAAAAAAAAAAAAAAL);

    private Interleaving() {}
}
