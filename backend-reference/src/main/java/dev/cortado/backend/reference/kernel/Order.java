package dev.cortado.backend.reference.kernel;

/** Compares two elements of a tensor: NaN is larger than every number and equal to NaN, and -0 equals 0. */
final class Order {

    private Order() {}

    /** Returns a number below, at or above 0 where {@code x[i]} is less than, equal to or greater than {@code x[j]}. */
    static int compare(Elements x, int i, int j) {
        return x.isFloating() ? compare(x.real(i), x.real(j)) : Long.compare(x.whole(i), x.whole(j));
    }

    private static int compare(double a, double b) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
}
