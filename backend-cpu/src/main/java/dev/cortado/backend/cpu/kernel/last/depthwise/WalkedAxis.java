package dev.cortado.backend.cpu.kernel.last.depthwise;

import java.util.List;
import java.util.stream.IntStream;

/**
 * All walks along one axis, and the stretch of the source that they see.
 *
 * @param size elements of the source
 * @param taps weights along this axis
 * @param places elements of the result
 * @param walks the walks, of which number {@code i % walks} goes to element i of the result
 * @param low the first element of the source that is seen, negative where padding is
 * @param window elements from {@code low} on that are seen at place 0
 * @param extent elements from {@code low} on that are seen at all places
 */
record WalkedAxis(int size, int taps, int places, List<Walk> walks, int low, int window, int extent) {

    static WalkedAxis of(int size, int taps, int places, List<Walk> walks) {
        int low = shifts(walks).min().orElse(0);
        int high = shifts(walks).max().orElse(0);
        int extent = walks.stream()
                .mapToInt(walk -> (walk.count() - 1) * walk.sourceStep() + high - low + 1)
                .max()
                .orElse(1);
        return new WalkedAxis(size, taps, places, walks, low, high - low + 1, extent);
    }

    private static IntStream shifts(List<Walk> walks) {
        return walks.stream().flatMapToInt(walk -> IntStream.of(walk.shifts()));
    }
}
