package dev.cortado.backend.cpu.kernel.convolution;

import java.util.Arrays;

/** Single elements that are copied, as two lists: one loop over them is faster than many over rows of two or eight. */
final class WinogradMoves {

    private final int[] from;
    private final int[] to;

    private WinogradMoves(int[] from, int[] to) {
        this.from = from;
        this.to = to;
    }

    /** Copies all elements. */
    void copy(float[] source, int so, float[] target, int at) {
        for (int i = 0; i < from.length; i++) {
            target[at + to[i]] = source[so + from[i]];
        }
    }

    /** Copies all elements to places that are {@code step} times as far apart. */
    void spread(float[] source, int so, float[] target, int at, int step) {
        for (int i = 0; i < from.length; i++) {
            target[at + to[i] * step] = source[so + from[i]];
        }
    }

    /** Collects elements to copy. */
    static final class Builder {

        private int[] from = new int[64];
        private int[] to = new int[64];
        private int count;

        void add(int source, int target) {
            if (count == from.length) {
                from = Arrays.copyOf(from, 2 * count);
                to = Arrays.copyOf(to, 2 * count);
            }
            from[count] = source;
            to[count++] = target;
        }

        WinogradMoves build() {
            return new WinogradMoves(Arrays.copyOf(from, count), Arrays.copyOf(to, count));
        }
    }
}
