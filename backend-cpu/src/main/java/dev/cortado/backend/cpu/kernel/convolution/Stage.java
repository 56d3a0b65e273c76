package dev.cortado.backend.cpu.kernel.convolution;

import java.util.Arrays;

/**
 * Input channels spread out so that what a tap sees lies contiguous: padding and stride are gone.
 *
 * <p>For every tap of the tail there is a copy of each channel that holds what this tap sees at every place of the tail, for
 * all positions on the lead. A tap's view of consecutive places is then contiguous and starts at {@link #rowOffsets}. That
 * is a part of im2col, smaller by the taps of the lead.
 *
 * <p>The order is [tail tap][channel][phase][lead][tail places]; positions on the lead that are a stride apart are
 * neighbours, one phase for each remainder that occurs.
 */
final class Stage {

    private final Geometry geometry;
    private final int phases;
    /** The phase of each remainder of a position; negative if no tap begins there. */
    private final int[] phaseOf;
    /** Where a tap of the lead begins: its phase, and how many positions later. */
    private final int[] tapPhase;

    private final int[] tapShift;
    private final int longestShift;
    /** Per phase and position on the lead where it starts in an input channel; negative for zeros. */
    private final int[] leadStart;

    private final int leadPositions;
    private final int[] runs;
    /** Per tail tap and row of the tail where the row starts, relative to the lead's; negative for zeros. */
    private final int[] rowStart;

    private final int tailRows;
    private final RowCopy[] copies;

    Stage(Geometry geometry) {
        this.geometry = geometry;
        Geometry.Axis lead = geometry.lead;
        phaseOf = new int[lead.stride()];
        Arrays.fill(phaseOf, -1);
        int used = 0;
        int shift = 0;
        tapPhase = new int[lead.taps()];
        tapShift = new int[lead.taps()];
        for (int tap = 0; tap < lead.taps(); tap++) {
            int from = tap * lead.kernelDilation();
            if (phaseOf[from % lead.stride()] < 0) {
                phaseOf[from % lead.stride()] = used++;
            }
            tapPhase[tap] = phaseOf[from % lead.stride()];
            tapShift[tap] = from / lead.stride();
            shift = Math.max(shift, tapShift[tap]);
        }
        phases = used;
        longestShift = shift;
        leadPositions = lead.places() + shift;
        int leadStep = lead.size() == 0 ? 0 : geometry.plane / lead.size();
        leadStart = new int[phases * leadPositions];
        for (int remainder = 0; remainder < lead.stride(); remainder++) {
            for (int i = 0; phaseOf[remainder] >= 0 && i < leadPositions; i++) {
                int source = lead.at(i * lead.stride() + remainder);
                leadStart[phaseOf[remainder] * leadPositions + i] = source < 0 ? -1 : source * leadStep;
            }
        }
        runs = runs();
        tailRows = geometry.width == 0 ? 0 : geometry.inner / geometry.width;
        rowStart = new int[geometry.tailTaps * tailRows];
        copies = new RowCopy[geometry.tailTaps];
        for (int tap = 0; tap < geometry.tailTaps; tap++) {
            fillTail(tap);
        }
    }

    private void fillTail(int tap) {
        int axes = geometry.tail.size();
        int[] tapOf = split(tap, axes - 1, true);
        copies[tap] = RowCopy.of(
                geometry.tail.get(axes - 1), tap % geometry.tail.get(axes - 1).taps());
        for (int row = 0; row < tailRows; row++) {
            int[] placeOf = split(row, axes - 1, false);
            int start = 0;
            for (int axis = 0; axis < axes - 1 && start >= 0; axis++) {
                int source = geometry.tail.get(axis).source(placeOf[axis], tapOf[axis]);
                start = source < 0 ? -1 : start * geometry.tail.get(axis).size() + source;
            }
            rowStart[tap * tailRows + row] =
                    start < 0 ? -1 : start * geometry.tail.get(axes - 1).size();
        }
    }

    /** Splits an index over all tail taps, or over the rows of the tail, into one per axis. */
    private int[] split(int index, int axes, boolean overTaps) {
        int rest = overTaps ? index / geometry.tail.get(axes).taps() : index;
        int[] parts = new int[axes];
        for (int axis = axes - 1; axis >= 0; axis--) {
            int size = overTaps
                    ? geometry.tail.get(axis).taps()
                    : geometry.tail.get(axis).places();
            parts[axis] = rest % size;
            rest /= size;
        }
        return parts;
    }

    /** Returns the elements of a stage of some channels for some places of the lead. */
    int size(int channels, int leadPlaces) {
        return geometry.tailTaps * channels * phases * (leadPlaces + longestShift) * geometry.inner;
    }

    /** Returns for each tap of some channels, channels outermost, where its view of the first place starts. */
    int[] rowOffsets(int channels, int leadPlaces) {
        int positions = (leadPlaces + longestShift) * geometry.inner;
        int[] offsets = new int[channels * geometry.taps];
        int k = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int lead = 0; lead < geometry.leadTaps; lead++) {
                for (int tail = 0; tail < geometry.tailTaps; tail++) {
                    offsets[k++] = ((tail * channels + channel) * phases + tapPhase[lead]) * positions
                            + tapShift[lead] * geometry.inner;
                }
            }
        }
        return offsets;
    }

    /** Returns where a lead tap's view of the first place starts in a channel. */
    int tapStart(int leadTap, int leadPlaces) {
        return (tapPhase[leadTap] * (leadPlaces + longestShift) + tapShift[leadTap]) * geometry.inner;
    }

    int tailRows() {
        return tailRows;
    }

    RowCopy[] copies() {
        return copies;
    }

    /** Returns per phase and position on the lead where it starts in an input channel; negative for zeros. */
    int[] leadStarts() {
        return leadStart;
    }

    /** Returns where a row of the tail starts, relative to the lead's position; negative for zeros. */
    int rowStart(int tailTap, int row) {
        return rowStart[tailTap * tailRows + row];
    }

    /** Returns the entry of {@link #leadStarts} that stands for an element of the lead; -1 if no tap sees it. */
    int positionOf(int element) {
        int at = element + geometry.lead.padLow();
        int phase = at < 0 ? -1 : phaseOf[at % geometry.lead.stride()];
        int position = at < 0 ? -1 : at / geometry.lead.stride();
        return phase < 0 || position >= leadPositions ? -1 : phase * leadPositions + position;
    }

    /**
     * Fills a stage; up to a vector behind its end may be overwritten.
     *
     * @param input the input
     * @param io where the first channel starts
     * @param channels how many channels
     * @param from the first place on the lead
     * @param leadPlaces how many places on the lead
     * @param stage the stage
     * @param so where it starts
     */
    void fill(float[] input, int io, int channels, int from, int leadPlaces, float[] stage, int so) {
        int positions = leadPlaces + longestShift;
        int at = so;
        for (int tap = 0; tap < geometry.tailTaps; tap++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int phase = 0; phase < phases; phase++) {
                    fillPhase(input, io + channel * geometry.plane, tap, phase, from, positions, stage, at);
                    at += positions * geometry.inner;
                }
            }
        }
    }

    private void fillPhase(float[] input, int io, int tap, int phase, int from, int positions, float[] stage, int so) {
        RowCopy copy = copies[tap];
        int width = geometry.width;
        int at = so;
        int end = Math.min(positions, leadPositions - from);
        for (int i = 0; i < end; ) {
            int lead = leadStart[phase * leadPositions + from + i];
            int run = tailRows == 1 ? Math.min(runs[phase * leadPositions + from + i], end - i) : 1;
            int step = run > 1 ? leadStart[phase * leadPositions + from + i + 1] - lead : 0;
            for (int row = 0; row < tailRows; row++) {
                int start = rowStart[tap * tailRows + row];
                if (lead < 0 || start < 0) {
                    RowCopy.zero(stage, at, run * width);
                } else {
                    copy.rows(input, io + lead + start, step, run, stage, at);
                }
                at += run * width;
            }
            i += run;
        }
        RowCopy.zero(stage, at, (positions - end) * geometry.inner);
    }

    /** Returns for each phase and position how many from there on are all zeros, or all an equal distance apart. */
    private int[] runs() {
        int[] runs = new int[leadStart.length];
        for (int i = leadStart.length - 1; i >= 0; i--) {
            runs[i] = 1;
            boolean lastOfPhase = i % leadPositions == leadPositions - 1;
            if (lastOfPhase || leadStart[i] < 0 != leadStart[i + 1] < 0) {
                continue;
            }
            boolean sameStep =
                    runs[i + 1] == 1 || leadStart[i + 2] - leadStart[i + 1] == leadStart[i + 1] - leadStart[i];
            runs[i] = sameStep ? runs[i + 1] + 1 : 2;
        }
        return runs;
    }
}
