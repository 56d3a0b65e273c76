package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.kernel.convolution.Geometry.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A part of an input, padded, with the channels of each position next to one another.
 *
 * <p>What a tap sees at a place is at {@link #placeOffsets} plus {@link #tapOffset}; along the last axis the channels of
 * taps that are neighbours are contiguous, unless the kernel is dilated there.
 */
final class PixelPart {

    private final Geometry g;
    private final int channels;
    private final int leadPlaces;
    /** Sizes of the padded part. */
    private final int[] extents;

    private final List<Axis> axes;
    /** Per padded position of the tail where it is in a plane, relative to the lead's; negative for zeros. */
    private final int[] tailSources;

    private final int size;
    private final int leadStep;
    /** Where each channel of a vector lies; those behind the last repeat it. */
    private final int[] channelOffsets;

    PixelPart(Geometry g, int channels, int leadPlaces) {
        this.g = g;
        this.channels = channels;
        this.leadPlaces = leadPlaces;
        axes = new ArrayList<>(List.of(g.lead));
        axes.addAll(g.tail);
        extents = new int[axes.size()];
        for (int i = 0; i < extents.length; i++) {
            Axis axis = axes.get(i);
            int places = i == 0 ? leadPlaces : axis.places();
            extents[i] = (places - 1) * axis.stride() + (axis.taps() - 1) * axis.kernelDilation() + 1;
        }
        size = positions(0) * channels;
        leadStep = g.lead.size() == 0 ? 0 : g.plane / g.lead.size();
        tailSources = tailSources();
        channelOffsets = new int[(channels + 15) / 16 * 16];
        for (int channel = 0; channel < channelOffsets.length; channel++) {
            channelOffsets[channel] = Math.min(channel, channels - 1) * g.plane;
        }
    }

    private int[] tailSources() {
        int[] sources = new int[positions(1)];
        for (int position = 0; position < sources.length; position++) {
            int rest = position;
            int step = 1;
            for (int axis = extents.length - 1; axis > 0 && sources[position] >= 0; axis--) {
                int source = axes.get(axis).at(rest % extents[axis]);
                sources[position] = source < 0 ? -1 : sources[position] + source * step;
                step *= axes.get(axis).size();
                rest /= extents[axis];
            }
        }
        return sources;
    }

    /** Returns the number of padded positions of the axes from {@code first} on. */
    private int positions(int first) {
        return Arrays.stream(extents).skip(first).reduce(1, Math::multiplyExact);
    }

    /** Returns the elements of a part. */
    int size() {
        return size;
    }

    /** Returns where the taps of each place start, for several parts one after the other. */
    int[] placeOffsets(int parts) {
        int perPart = leadPlaces * g.inner;
        int[] offsets = new int[parts * perPart];
        for (int i = 0; i < offsets.length; i++) {
            int rest = i % perPart;
            int step = channels;
            int offset = i / perPart * size();
            for (int axis = extents.length - 1; axis >= 0; axis--) {
                int places = axis == 0 ? leadPlaces : axes.get(axis).places();
                offset += rest % places * axes.get(axis).stride() * step;
                rest /= places;
                step *= extents[axis];
            }
            offsets[i] = offset;
        }
        return offsets;
    }

    /** Returns how far the channels of a tap are from those of the first. */
    int tapOffset(int tap) {
        int rest = tap;
        int step = channels;
        int offset = 0;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            Axis a = axes.get(axis);
            offset += rest % a.taps() * a.kernelDilation() * step;
            rest /= a.taps();
            step *= extents[axis];
        }
        return offset;
    }

    /** Fills a part; up to a vector behind its end may be overwritten. */
    void fill(float[] input, int io, int from, float[] part, int po) {
        int tail = tailSources.length;
        for (int lead = 0; lead < extents[0]; lead++) {
            int source = g.lead.at(from * g.lead.stride() + lead);
            int at = po + lead * tail * channels;
            if (source < 0) {
                RowCopy.zero(part, at, tail * channels);
            } else if (VectorPath.VECTOR) {
                VectorTranspose.fill(input, io + source * leadStep, tailSources, channelOffsets, channels, part, at);
            } else {
                fillScalar(input, io + source * leadStep, part, at);
            }
        }
    }

    private void fillScalar(float[] input, int io, float[] part, int po) {
        for (int position = 0; position < tailSources.length; position++) {
            for (int channel = 0; channel < channels; channel++) {
                int source = tailSources[position];
                part[po + position * channels + channel] = source < 0 ? 0 : input[io + channel * g.plane + source];
            }
        }
    }
}
