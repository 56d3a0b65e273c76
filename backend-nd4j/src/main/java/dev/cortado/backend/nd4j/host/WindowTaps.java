package dev.cortado.backend.nd4j.host;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Window;

/** Which elements of a spatial plane each place of a window covers, in row-major order; padding is left out. */
final class WindowTaps {

    /** The number of elements of an input plane. */
    final int plane;

    /** The number of places. */
    final int places;

    /** Place p covers the elements {@code elements[first[p]]} to before {@code elements[first[p + 1]]}. */
    final int[] first;

    final int[] elements;

    WindowTaps(Window window, Shape x, Shape y) {
        int axes = window.spatialAxes();
        int taps = window.elements();
        plane = x.elements(2, x.rank());
        places = y.elements(2, y.rank());
        first = new int[places + 1];
        int[] found = new int[Math.multiplyExact(places, taps)];
        int count = 0;
        for (int place = 0; place < places; place++) {
            for (int tap = 0; tap < taps; tap++) {
                int element = element(window, x, y, axes, place, tap);
                if (element >= 0) {
                    found[count++] = element;
                }
            }
            first[place + 1] = count;
        }
        elements = java.util.Arrays.copyOf(found, count);
    }

    private static int element(Window window, Shape x, Shape y, int axes, int place, int tap) {
        int element = 0;
        int stride = 1;
        int restPlace = place;
        int restTap = tap;
        for (int i = axes - 1; i >= 0; i--) {
            int at = restPlace % y.size(i + 2) * window.stride().get(i)
                    + restTap % window.size().get(i) * window.dilation().get(i)
                    - window.padLow().get(i);
            if (at < 0 || at >= x.size(i + 2)) {
                return -1;
            }
            element += at * stride;
            stride *= x.size(i + 2);
            restPlace /= y.size(i + 2);
            restTap /= window.size().get(i);
        }
        return element;
    }
}
