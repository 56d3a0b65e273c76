package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.matmul.Copies;
import dev.cortado.backend.cpu.kernel.matmul.Width;

/** Copies from the stages of one image or several in a row to panels, and from tiles of results to the images. */
final class Panels {

    /** Columns of an image. */
    private final int places;

    private final int stageSize;
    private final int[] views;
    /** Per number of vectors where the rows of a panel start. */
    private final int[][] rowOffsets = new int[Width.VECTORS + 1][];

    /**
     * Creates a copier.
     *
     * @param places columns of an image
     * @param stageSize distance between the stages of two images
     * @param views where the view of each tap starts in a stage
     */
    Panels(int places, int stageSize, int[] views) {
        this.places = places;
        this.stageSize = stageSize;
        this.views = views;
        for (int vectors = 1; vectors <= Width.VECTORS; vectors++) {
            rowOffsets[vectors] = new int[views.length];
            for (int k = 0; k < views.length; k++) {
                rowOffsets[vectors][k] = k * vectors * Width.LANES;
            }
        }
    }

    /** Returns where the rows of a panel start. */
    int[] rowOffsets(int vectors) {
        return rowOffsets[vectors];
    }

    /** Returns where the view of each tap starts in a stage. */
    int[] views() {
        return views;
    }

    /** Returns where a column is in the stages, relative to a view. */
    int start(int column) {
        return column / places * stageSize + column % places;
    }

    /** Tells whether some columns belong to the same image. */
    boolean isInOneImage(int column, int count) {
        return column % places + count <= places;
    }

    /**
     * Copies some rows of a panel; up to a panel behind the end of the stages may be read.
     *
     * @param k the first tap
     * @param depth how many taps
     * @param column the first column, counted over all images
     * @param wanted how many columns matter
     * @param vectors vectors across the panel
     */
    void gather(float[] stages, int so, int k, int depth, int column, int wanted, int vectors, float[] panel, int po) {
        int width = vectors * Width.LANES;
        int from = so + start(column);
        if (!isInOneImage(column, wanted)) {
            gatherSeveral(stages, from, column % places, k, depth, wanted, width, panel, po);
        } else {
            Copies.views(stages, from, views, k, depth, vectors, panel, po);
        }
    }

    private void gatherSeveral(
            float[] stages, int from, int place, int k, int depth, int wanted, int width, float[] panel, int po) {
        for (int i = 0; i < depth; i++) {
            int source = from + views[k + i];
            int length = places - place;
            int at = po + i * width;
            int end = at + wanted;
            while (at < end) {
                RowCopy.copy(stages, source, length, panel, at);
                at += length;
                // the view of the next image starts at its first place
                source += stageSize + length - places;
                length = Math.min(places, end - at);
            }
        }
    }

    /** Copies a row of results to consecutive images. */
    void scatter(float[] row, int ro, int column, int wanted, float[] output, int out, int imageStride) {
        int image = column / places;
        int place = column % places;
        for (int done = 0; done < wanted; ) {
            int length = Math.min(wanted - done, places - place);
            System.arraycopy(row, ro + done, output, out + image * imageStride + place, length);
            done += length;
            image++;
            place = 0;
        }
    }
}
