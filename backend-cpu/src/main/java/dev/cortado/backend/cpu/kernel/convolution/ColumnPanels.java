package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.matmul.DotBlocks;

/**
 * What each tap of some channels sees at the places of a part of the batch, contiguous per tap.
 *
 * <p>For a part of a single image that is a {@link Stage}; views of several images are copied behind one another.
 */
final class ColumnPanels {

    private final Geometry g;
    private final Stage stage;
    private final GradientTiling tiling;
    private final int distance;
    private final int[] views;
    private final int[] lastViews;
    private final int[] starts;
    private final int[] lastStarts;

    ColumnPanels(Geometry g, Stage stage, GradientTiling tiling, int longest) {
        this.g = g;
        this.stage = stage;
        this.tiling = tiling;
        // a vector of distance, since copying a view may overwrite as much behind it
        this.distance = longest + DotBlocks.STEP;
        int last = g.channels - (tiling.channelTiles() - 1) * tiling.channels();
        views = stage.rowOffsets(tiling.channels(), tiling.leadPlaces());
        lastViews = stage.rowOffsets(last, tiling.leadPlaces());
        starts = starts(views);
        lastStarts = starts(lastViews);
    }

    /** Returns where columns start, the last one repeated until groups of columns are full. */
    private int[] starts(int[] offsets) {
        int[] padded = new int[GradientTiling.paddedColumns(offsets.length)];
        for (int i = 0; i < padded.length; i++) {
            int column = Math.min(i, offsets.length - 1);
            padded[i] = isPacked() ? column * distance : offsets[column];
        }
        return padded;
    }

    boolean isPacked() {
        return tiling.joined() > 1;
    }

    int stageSize() {
        return stage.size(tiling.channels(), tiling.leadPlaces()) + DotBlocks.STEP;
    }

    int packedSize() {
        return isPacked() ? tiling.channels() * g.taps * distance : 0;
    }

    /** Returns where the columns of some channels start. */
    int[] starts(int channels) {
        return channels == tiling.channels() ? starts : lastStarts;
    }

    /** Fills the columns for some images from place {@code lead} on the lead on. */
    void fill(float[] input, int io, int images, int channels, int lead, float[] memory, int stageAt, int columnsAt) {
        int[] offsets = channels == tiling.channels() ? views : lastViews;
        int imageStride = g.groups * g.channels * g.plane;
        for (int i = 0; i < images; i++) {
            stage.fill(input, io + i * imageStride, channels, lead, tiling.leadPlaces(), memory, stageAt);
            for (int k = 0; isPacked() && k < offsets.length; k++) {
                RowCopy.copy(memory, stageAt + offsets[k], g.places, memory, columnsAt + k * distance + i * g.places);
            }
        }
        // behind the last place the other operand is 0, so this one must be finite
        if (!isPacked()) {
            RowCopy.zero(memory, stageAt + stage.size(channels, tiling.leadPlaces()), DotBlocks.STEP);
            return;
        }
        int used = images * g.places;
        int end = (used + DotBlocks.STEP - 1) / DotBlocks.STEP * DotBlocks.STEP;
        for (int k = 0; k < offsets.length; k++) {
            java.util.Arrays.fill(memory, columnsAt + k * distance + used, columnsAt + k * distance + end, 0);
        }
    }
}
