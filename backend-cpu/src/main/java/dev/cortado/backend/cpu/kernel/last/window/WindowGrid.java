package dev.cortado.backend.cpu.kernel.last.window;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Window;

/**
 * A window over rows and columns of images with channels last, and its places.
 *
 * @param images how many
 * @param channels floats of a pixel
 * @param rows how it slides over rows
 * @param columns how it slides over columns
 */
record WindowGrid(int images, int channels, Side rows, Side columns) {

    private static final int HALF = 2;

    /** Creates one from shapes with channels first. */
    static WindowGrid of(Window window, Shape x, Shape y) {
        return new WindowGrid(x.size(0), x.size(1), Side.of(window, x, y, 0), Side.of(window, x, y, 1));
    }

    /** Returns the floats of an image. */
    int image() {
        return rows.size * columns.size * channels;
    }

    /** Returns the floats of a row. */
    int row() {
        return columns.size * channels;
    }

    /** Returns the floats of an image of results. */
    int resultImage() {
        return rows.places * columns.places * channels;
    }

    /** Returns the floats of a row of results. */
    int resultRow() {
        return columns.places * channels;
    }

    /** Returns the distance between two taps of a column of the window. */
    int rowStep() {
        return rows.dilation * row();
    }

    /** Returns the distance between two taps of a row of the window. */
    int columnStep() {
        return columns.dilation * channels;
    }

    /** Tells whether windows of 2x2 elements stand side by side, without padding. */
    boolean isHalving() {
        return rows.isHalving() && columns.isHalving();
    }

    /** Tells whether such windows touch every element. */
    boolean isHalvingExactly() {
        return isHalving() && HALF * rows.places == rows.size && HALF * columns.places == columns.size;
    }

    /**
     * How a window slides along one axis.
     *
     * @param size elements of the image
     * @param places places of the window
     * @param taps elements of the window
     */
    record Side(int size, int places, int taps, int stride, int padLow, int dilation) {

        private static Side of(Window window, Shape x, Shape y, int axis) {
            return new Side(
                    x.size(axis + 2),
                    y.size(axis + 2),
                    window.size().get(axis),
                    window.stride().get(axis),
                    window.padLow().get(axis),
                    window.dilation().get(axis));
        }

        /** Returns which element the first tap sees at a place; it may lie in the padding. */
        int start(int place) {
            return place * stride - padLow;
        }

        /** Returns the first tap at a place that sees an element. */
        int firstTap(int place) {
            return Math.max(0, -Math.floorDiv(start(place), dilation));
        }

        /** Returns the tap after the last one at a place that sees an element; not above the first if none does. */
        int endTap(int place) {
            return Math.min(taps, Math.floorDiv(size - 1 - start(place), dilation) + 1);
        }

        private boolean isHalving() {
            return taps == HALF && stride == HALF && padLow == 0 && dilation == 1 && HALF * places <= size;
        }
    }
}
