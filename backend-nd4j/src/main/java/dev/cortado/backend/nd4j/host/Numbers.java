package dev.cortado.backend.nd4j.host;

/** All elements of a tensor as Java numbers, copied when they are needed. */
final class Numbers {

    private final Region region;
    private final double[] reals;
    private final long[] wholes;
    private final double[] real = new double[1];
    private final long[] whole = new long[1];

    Numbers(Region region) {
        this.region = region;
        reals = new double[region.isFloating() ? region.count() : 0];
        wholes = new long[region.isFloating() ? 0 : region.count()];
    }

    void load() {
        if (region.isFloating()) {
            region.get(0, reals.length, reals);
        } else {
            region.get(0, wholes.length, wholes);
        }
    }

    /** Compares two elements: NaN is larger than every number and equal to NaN, and -0 equals 0. */
    int compare(int i, int j) {
        if (!region.isFloating()) {
            return Long.compare(wholes[i], wholes[j]);
        }
        double a = reals[i];
        double b = reals[j];
        return a < b ? -1 : a > b ? 1 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }

    /** Stores an element in another tensor of the same type. */
    void store(int from, Region to, int at) {
        if (region.isFloating()) {
            real[0] = reals[from];
            to.put(at, 1, real);
        } else {
            whole[0] = wholes[from];
            to.put(at, 1, whole);
        }
    }

    /** Adds an element to one of the sums of its kind. */
    void add(int from, double[] realSums, long[] wholeSums, int at) {
        if (region.isFloating()) {
            realSums[at] += reals[from];
        } else {
            wholeSums[at] += wholes[from];
        }
    }
}
