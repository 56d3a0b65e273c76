package dev.cortado.core.plan;

import dev.cortado.api.DType;

/** A piece of an arena that is needed for a part of the schedule. */
final class Region {

    final DType dtype;
    final int elements;
    int first;
    int last;
    long offset = -1;

    Region(DType dtype, int elements, int first, int last) {
        this.dtype = dtype;
        this.elements = elements;
        this.first = first;
        this.last = last;
    }

    boolean overlaps(Region other) {
        return dtype == other.dtype && first <= other.last && other.first <= last;
    }
}
