package dev.cortado.backend.cpu.kernel.convolution;

/** Adds a stage back to the channels that it could have been filled from: tail taps in order. */
final class StageSum {

    private final Geometry g;
    private final Stage stage;
    /** Null where rows of the input do not follow from rows of the stage by a shift. */
    private final VectorRowSums sums;

    StageSum(Geometry g, Stage stage, boolean vector) {
        this.g = g;
        this.stage = stage;
        boolean shifted = vector && stage.tailRows() == 1 && g.lead.inputDilation() == 1;
        for (RowCopy copy : stage.copies()) {
            shifted &= copy.isShift();
        }
        sums = shifted
                ? new VectorRowSums(
                        stage.copies(), g.tail.get(g.tail.size() - 1).size())
                : null;
    }

    /** Returns up to how many elements are read before a stage. */
    int readsBefore() {
        return sums == null ? 0 : sums.readsBefore();
    }

    /**
     * Adds.
     *
     * @param from a stage of all places
     * @param fo where it starts
     * @param channels how many channels
     * @param planes where they go; up to a vector behind them may be overwritten
     * @param po where they start
     */
    void run(float[] from, int fo, int channels, float[] planes, int po) {
        RowCopy.zero(planes, po, channels * g.plane);
        int channelLength = stage.size(1, g.leadPlaces) / g.tailTaps;
        if (sums == null) {
            for (int tap = 0; tap < g.tailTaps; tap++) {
                for (int channel = 0; channel < channels; channel++) {
                    addChannel(
                            from, fo + (tap * channels + channel) * channelLength, tap, planes, po + channel * g.plane);
                }
            }
            return;
        }
        for (int channel = 0; channel < channels; channel++) {
            int at = fo + channel * channelLength;
            for (int row = 0; row < g.lead.size(); row++) {
                int position = stage.positionOf(row);
                if (position >= 0) {
                    int target = po + channel * g.plane + row * sums.size();
                    sums.run(from, at + position * g.inner, channels * channelLength, planes, target);
                }
            }
        }
    }

    private void addChannel(float[] from, int fo, int tap, float[] planes, int po) {
        int at = fo;
        for (int lead : stage.leadStarts()) {
            for (int row = 0; row < stage.tailRows(); row++) {
                int start = stage.rowStart(tap, row);
                if (lead >= 0 && start >= 0) {
                    stage.copies()[tap].addBack(from, at, planes, po + lead + start);
                }
                at += g.width;
            }
        }
    }
}
