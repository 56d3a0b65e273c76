package dev.cortado.backend.cpu.kernel.last.convolution;

import java.util.List;

/**
 * Pixels side by side in a row of the source, which taps see from every place.
 *
 * @param row how many rows below the place the pixels lie; negative above
 * @param column how many columns right of it the first lies
 * @param taps the tap of each pixel, counted through the kernel row by row
 */
record Run(int row, int column, List<Integer> taps) {

    Run {
        taps = List.copyOf(taps);
    }

    int end() {
        return column + taps.size();
    }
}
