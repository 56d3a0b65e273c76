package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.matmul.Width;

/**
 * The weights of some input channels in the order in which {@link PixelPart} holds what they multiply: runs of taps whose
 * channels are contiguous, each cut into panels.
 */
final class WeightRuns {

    final PixelPart source;
    final int channels;
    /** Taps of a run, elements of a run, and what it takes when rounded up to panels. */
    private final int taps;

    private final int length;
    private final int paddedLength;
    private final int runs;
    final int[] placeOffsets;
    private final int[] runOffsets;

    WeightRuns(Geometry g, int channels, int leadPlaces, int joined) {
        this.channels = channels;
        source = new PixelPart(g, channels, leadPlaces);
        Geometry.Axis last = g.tail.get(g.tail.size() - 1);
        taps = last.kernelDilation() == 1 ? last.taps() : 1;
        length = taps * channels;
        int padded = 0;
        while (padded < length) {
            padded += Width.vectors(length - padded) * Width.LANES;
        }
        paddedLength = padded;
        runs = g.taps / taps;
        placeOffsets = source.placeOffsets(joined);
        runOffsets = new int[runs];
        for (int run = 0; run < runs; run++) {
            runOffsets[run] = source.tapOffset(run * taps);
        }
    }

    int runs() {
        return runs;
    }

    int length() {
        return length;
    }

    int runOffset(int run) {
        return runOffsets[run];
    }

    /** Returns where a run starts in a padded row. */
    int runStart(int run) {
        return run * paddedLength;
    }

    /** Returns the elements of a padded row. */
    int rowLength() {
        return runs * paddedLength;
    }

    /** Copies a padded row to weights [channel, tap]. */
    void unpack(float[] row, int ro, float[] weights, int wo, int tapsOfChannel) {
        for (int run = 0; run < runs; run++) {
            for (int tap = 0; tap < taps; tap++) {
                int from = ro + run * paddedLength + tap * channels;
                int to = wo + run * taps + tap;
                for (int channel = 0; channel < channels; channel++) {
                    weights[to + channel * tapsOfChannel] = row[from + channel];
                }
            }
        }
    }
}
