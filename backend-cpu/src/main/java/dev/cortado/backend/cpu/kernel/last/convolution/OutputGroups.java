package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Packs pixels for {@link InnerKernels#outer}: groups of 16 channels, and of each the pixels one after the other. */
final class OutputGroups {

    private static final int GROUP = InnerKernels.GROUP;

    private OutputGroups() {}

    /**
     * Packs one group.
     *
     * @param source the pixels
     * @param so where the group's first channel of the first pixel lies
     * @param channels floats from one pixel to the next
     * @param wanted channels of the group; zeros stand for those that are missing
     * @param pixels how many
     */
    static void pack(float[] source, int so, int channels, int wanted, int pixels, float[] packed, int po) {
        if (wanted == GROUP && VectorPath.VECTOR) {
            Vectors.pack(source, so, channels, pixels, packed, po);
            return;
        }
        for (int pixel = 0; pixel < pixels; pixel++) {
            int to = po + pixel * GROUP;
            System.arraycopy(source, so + pixel * channels, packed, to, wanted);
            Arrays.fill(packed, to + wanted, to + GROUP, 0);
        }
    }

    /** Loaded only where the Vector API is there. */
    private static final class Vectors {

        private static final VectorSpecies<Float> S = Lanes.FLOATS;

        static void pack(float[] source, int so, int channels, int pixels, float[] packed, int po) {
            int from = so;
            for (int pixel = 0; pixel < pixels; pixel++) {
                for (int lane = 0; lane < GROUP; lane += S.length()) {
                    FloatVector.fromArray(S, source, from + lane).intoArray(packed, po + pixel * GROUP + lane);
                }
                from += channels;
            }
        }
    }
}
