package dev.cortado.backend.cpu.kernel.last.convolution;

/** Where Winograd's algorithm takes less time than the definition. */
final class WinogradChoice {

    static final int LEAST_CHANNELS = 16;

    /** On smaller maps the transformed weights, four times as many, cost more than is saved, above all for one image. */
    static final int LEAST_PLACES = 10;

    /** The gradient at the weights transforms no weights, only sums as large as these. */
    static final int LEAST_GRADIENT_PLACES = 8;

    /** More results than this are computed for each that is wanted only where the definition is as fast. */
    static final double TOLERATED_WASTE = 1.7;

    private WinogradChoice() {}
}
