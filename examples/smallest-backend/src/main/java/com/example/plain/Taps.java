package com.example.plain;

/**
 * Which places of a result see an element of the input through one tap of a window.
 *
 * <p>Place p sees element {@code (p * stride + shift) / spacing} where that is a whole number within the input. Such
 * places are evenly spaced, and so are the elements that they see.
 */
final class Taps {

    /** How many places there are per axis. */
    final int[] counts;
    /** The distance between neighbouring places in the result. */
    final int[] toSteps;
    /** The distance between the elements that they see. */
    final int[] fromSteps;
    /** The first place. */
    int to;
    /** The element that it sees. */
    int from;

    Taps(int axes) {
        counts = new int[axes];
        toSteps = new int[axes];
        fromSteps = new int[axes];
    }

    /** Finds the places along an axis of both tensors, which is number {@code i} here. */
    void axis(int i, Numbers y, int axis, Numbers x, int stride, int shift, int spacing) {
        int first = 0;
        while (first < y.sizes[axis] && (first * stride + shift < 0 || (first * stride + shift) % spacing != 0)) {
            first++;
        }
        int step = spacing / gcd(stride, spacing);
        int element = (first * stride + shift) / spacing;
        int advance = step * stride / spacing;
        int byPlaces = (y.sizes[axis] - first + step - 1) / step;
        int byElements = (x.sizes[axis] - element + advance - 1) / advance;
        counts[i] = Math.max(0, Math.min(byPlaces, byElements));
        toSteps[i] = step * y.strides()[axis];
        fromSteps[i] = advance * x.strides()[axis];
        to += first * y.strides()[axis];
        from += element * x.strides()[axis];
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Visits what is seen, with the place that sees it. */
    void walk(Walk.Step step) {
        Walk.over(counts, fromSteps, from, toSteps, to, step);
    }
}
