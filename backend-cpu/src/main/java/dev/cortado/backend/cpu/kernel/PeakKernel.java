package dev.cortado.backend.cpu.kernel;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Fused multiply-adds in registers, as many as a processor can do: what no kernel can exceed.
 *
 * <p>It computes nothing of use, has no operation, and no scalar twin. Its vectors are those that the processor prefers,
 * whatever width kernels are told to use.
 */
public final class PeakKernel implements HostKernel {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int ROUNDS = 500_000;

    /** Two units that take four or five cycles each want ten independent sums; twelve leave room, and fit 16 registers. */
    private static final int SUMS = 12;

    private final int tiles;

    /** Creates a kernel of so many equal tiles. */
    public PeakKernel(int tiles) {
        this.tiles = tiles;
    }

    /** Returns the operations of all tiles together. */
    public double flops() {
        return 2.0 * tiles * ROUNDS * SUMS * SPECIES.length();
    }

    /** Returns the array that the only result of a frame must be. */
    public float[] results() {
        return new float[tiles + 2 * SPECIES.length()];
    }

    @Override
    public int tiles(int phase) {
        return tiles;
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] results = frame.outputFloats(0);
        for (int tile = from; tile < to; tile++) {
            results[tile] = sums(results, tiles);
        }
    }

    /** Multiplies zeros, which the JIT cannot know. */
    private static float sums(float[] zeros, int at) {
        FloatVector x = FloatVector.fromArray(SPECIES, zeros, at);
        FloatVector y = FloatVector.fromArray(SPECIES, zeros, at + SPECIES.length());
        FloatVector s0 = FloatVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
        FloatVector s6 = s0, s7 = s0, s8 = s0, s9 = s0, sa = s0, sb = s0;
        for (int i = 0; i < ROUNDS; i++) {
            s0 = x.fma(y, s0);
            s1 = x.fma(y, s1);
            s2 = x.fma(y, s2);
            s3 = x.fma(y, s3);
            s4 = x.fma(y, s4);
            s5 = x.fma(y, s5);
            s6 = x.fma(y, s6);
            s7 = x.fma(y, s7);
            s8 = x.fma(y, s8);
            s9 = x.fma(y, s9);
            sa = x.fma(y, sa);
            sb = x.fma(y, sb);
        }
        return s0.add(s1)
                .add(s2)
                .add(s3)
                .add(s4)
                .add(s5)
                .add(s6)
                .add(s7)
                .add(s8)
                .add(s9)
                .add(sa)
                .add(sb)
                .reduceLanes(VectorOperators.ADD);
    }
}
