package dev.cortado.training.data;

/**
 * Says what photographs of any size are made into.
 *
 * @param channels 3 for colour, 1 for gray
 * @param height rows of the result, at least 1
 * @param width columns of the result, at least 1
 * @param fit what is done about another aspect ratio
 */
public record ImageOptions(int channels, int height, int width, Fit fit) {

    private static final int MAX_SIDE = 16_384;

    /** What is done with a picture whose aspect ratio is not the one asked for. */
    public enum Fit {
        /** The largest centred part of the right aspect ratio is kept: shapes stay true, margins are lost. */
        CROP,
        /** The whole picture is stretched: nothing is lost, shapes are distorted. */
        SQUASH
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if channels are neither 1 nor 3, or a side is not from 1 to 16,384
     */
    public ImageOptions {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3, but are " + channels);
        }
        if (height < 1 || width < 1 || height > MAX_SIDE || width > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "height and width must be from 1 to " + MAX_SIDE + ", but are " + height + " and " + width);
        }
    }

    /** Returns options for colour pictures of one size, cropped about the centre. */
    public static ImageOptions rgb(int height, int width) {
        return new ImageOptions(3, height, width, Fit.CROP);
    }

    /** Returns options for gray pictures of one size, cropped about the centre. */
    public static ImageOptions gray(int height, int width) {
        return new ImageOptions(1, height, width, Fit.CROP);
    }

    /** Returns these options with another way to treat aspect ratios. */
    public ImageOptions withFit(Fit value) {
        return new ImageOptions(channels, height, width, value);
    }
}
