package dev.cortado.backend.cpu.kernel.last.convolution;

/** Where Winograd's algorithm takes less time than the definition. */
final class WinogradChoice {

    static final int LEAST_CHANNELS = 16;

    /** On smaller maps transformed weights, four times as many, cost more to read than is saved. */
    static final int LEAST_PLACES = 8;

    /** For one image that holds on maps up to here already, unless weights are few. */
    private static final int LEAST_PLACES_OF_MANY = 10;

    private static final int MANY_WEIGHTS = 1 << 14;

    /** Pairs of channels whose 36 points take no more than 150 MB. */
    static final int MOST_WEIGHTS = 1 << 20;

    /** Tiles do not cut rows, and their 36 points must stay in the cache. */
    static final int LONGEST_ROW = 512;

    /** More results than this are computed for each that is wanted only where the definition is as fast. */
    static final double TOLERATED_WASTE = 1.7;

    private WinogradChoice() {}

    /** Returns the fewest places, down and across, of a convolution that an image alone may have to wait for. */
    static int leastPlaces(int sources, int targets) {
        return (long) sources * targets > MANY_WEIGHTS ? LEAST_PLACES_OF_MANY : LEAST_PLACES;
    }
}
