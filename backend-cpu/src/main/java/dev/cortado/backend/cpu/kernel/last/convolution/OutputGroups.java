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
     * Packs groups, pixel by pixel, so that memory is read in its order.
     *
     * @param source the pixels
     * @param so where the first channel of the first pixel lies
     * @param channels floats from one pixel to the next
     * @param wanted channels of all groups; zeros stand for those that the last one lacks
     * @param pixels how many
     * @param packed receives the groups
     * @param po where the first goes
     * @param pitch floats from one group to the next
     */
    static void pack(float[] source, int so, int channels, int wanted, int pixels, float[] packed, int po, int pitch) {
        int whole = wanted / GROUP;
        if (VectorPath.VECTOR) {
            Vectors.pack(source, so, channels, whole, pixels, packed, po, pitch);
        } else {
            for (int pixel = 0; pixel < pixels; pixel++) {
                for (int group = 0; group < whole; group++) {
                    int from = so + pixel * channels + group * GROUP;
                    System.arraycopy(source, from, packed, po + group * pitch + pixel * GROUP, GROUP);
                }
            }
        }
        int rest = wanted - whole * GROUP;
        if (rest > 0) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                int to = po + whole * pitch + pixel * GROUP;
                System.arraycopy(source, so + pixel * channels + whole * GROUP, packed, to, rest);
                Arrays.fill(packed, to + rest, to + GROUP, 0);
            }
        }
    }

    /** Loaded only where the Vector API is there. */
    private static final class Vectors {

        private static final VectorSpecies<Float> S = Lanes.FLOATS;
        private static final int L = Lanes.COUNT;

        static void pack(
                float[] source, int so, int channels, int groups, int pixels, float[] packed, int po, int pitch) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                int from = so + pixel * channels;
                int to = po + pixel * GROUP;
                for (int group = 0; group < groups; group++) {
                    for (int lane = 0; lane < GROUP; lane += L) {
                        FloatVector.fromArray(S, source, from + lane).intoArray(packed, to + lane);
                    }
                    from += GROUP;
                    to += pitch;
                }
            }
        }
    }
}
