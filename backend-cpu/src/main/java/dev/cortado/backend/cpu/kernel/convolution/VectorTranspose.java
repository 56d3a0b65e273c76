package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Gathers the channels of positions, a vector of channels at a time. */
final class VectorTranspose {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final FloatVector ZERO = FloatVector.zero(S);

    private VectorTranspose() {}

    /**
     * Writes positions in ascending order, each up to a vector too far.
     *
     * @param sources where each position lies in a plane; negative for zeros
     * @param offsets where each channel's plane lies, for whole vectors
     */
    static void fill(float[] input, int io, int[] sources, int[] offsets, int channels, float[] target, int to) {
        int at = to;
        for (int position = 0; position < sources.length; position++) {
            int source = sources[position];
            // two loops, since a vector that comes from either branch of a choice is an object on the heap
            if (source < 0) {
                for (int channel = 0; channel < channels; channel += L) {
                    ZERO.intoArray(target, at + channel);
                }
            } else {
                for (int channel = 0; channel < channels; channel += L) {
                    FloatVector.fromArray(S, input, io + source, offsets, channel)
                            .intoArray(target, at + channel);
                }
            }
            at += channels;
        }
    }
}
