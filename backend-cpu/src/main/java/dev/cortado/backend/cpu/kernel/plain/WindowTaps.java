package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Window;
import java.util.List;

/** Where the elements under a window stand, for any number of spatial axes. */
final class WindowTaps {

    private final int[] size;
    private final int[] stride;
    private final int[] low;
    private final int[] dilation;
    private final int[] input;
    private final int[] output;
    private final int inputPlane;
    private final int outputPlane;
    private final int count;

    WindowTaps(Window window, Shape x, Shape y) {
        size = array(window.size());
        stride = array(window.stride());
        low = array(window.padLow());
        dilation = array(window.dilation());
        input = java.util.Arrays.copyOfRange(x.toArray(), 2, x.rank());
        output = java.util.Arrays.copyOfRange(y.toArray(), 2, y.rank());
        inputPlane = x.elements(2, x.rank());
        outputPlane = y.elements(2, y.rank());
        count = window.elements();
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the number of elements of the window. */
    int count() {
        return count;
    }

    /** Returns where the input plane of a result begins. */
    int plane(int index) {
        return index / outputPlane * inputPlane;
    }

    /** Returns the place of a tap within the input plane; -1 if it is padding. */
    int place(int index, int tap) {
        int place = 0;
        int distance = 1;
        int restOfIndex = index % outputPlane;
        int restOfTap = tap;
        for (int axis = size.length - 1; axis >= 0; axis--) {
            int at = restOfIndex % output[axis] * stride[axis] + restOfTap % size[axis] * dilation[axis] - low[axis];
            if (at < 0 || at >= input[axis]) {
                return -1;
            }
            place += at * distance;
            distance *= input[axis];
            restOfIndex /= output[axis];
            restOfTap /= size[axis];
        }
        return place;
    }
}
