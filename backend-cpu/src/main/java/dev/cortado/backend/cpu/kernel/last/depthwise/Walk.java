package dev.cortado.backend.cpu.kernel.last.depthwise;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What taps see at places of one axis that are alike: place j is element {@code first + j * step} of the result, and its tap
 * number i sees element {@code j * sourceStep + shifts[i]} of the source, or a zero if there is none.
 *
 * @param first the first element of the result
 * @param step distance between two of its elements
 * @param count places
 * @param sourceStep distance between what a tap sees at two places
 * @param taps which weights are multiplied, in this order
 * @param shifts what each tap sees at place 0
 */
record Walk(int first, int step, int count, int sourceStep, int[] taps, int[] shifts) {

    /** Returns the walk of a convolution. */
    static List<Walk> forward(int places, int taps, int stride, int padLow, int dilation) {
        int[] shifts =
                IntStream.range(0, taps).map(tap -> tap * dilation - padLow).toArray();
        return List.of(new Walk(0, 1, places, stride, IntStream.range(0, taps).toArray(), shifts));
    }

    /**
     * Returns the walks of the gradient of a convolution's input, one for each remainder modulo the stride; walk number
     * {@code i % stride} goes to element i.
     *
     * <p>Taps come in reverse order. The zeros that a stride spreads are left out.
     */
    static List<Walk> gradient(int size, int taps, int stride, int padLow, int dilation) {
        List<Walk> walks = new ArrayList<>();
        for (int first = 0; first < Math.min(size, stride); first++) {
            int padded = first + padLow;
            int[] touching = IntStream.range(0, taps)
                    .map(i -> taps - 1 - i)
                    .filter(tap -> Math.floorMod(padded - tap * dilation, stride) == 0)
                    .toArray();
            int[] shifts = IntStream.of(touching)
                    .map(tap -> (padded - tap * dilation) / stride)
                    .toArray();
            walks.add(new Walk(first, stride, (size - first + stride - 1) / stride, 1, touching, shifts));
        }
        return walks;
    }
}
