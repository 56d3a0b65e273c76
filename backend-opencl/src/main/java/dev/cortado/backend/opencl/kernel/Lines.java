package dev.cortado.backend.opencl.kernel;

import dev.cortado.api.Shape;

/** How a tensor falls into lines along an axis: outer x size x inner elements. */
record Lines(int outer, int size, int inner) {

    static Lines of(Shape shape, int axis) {
        return new Lines(shape.elements(0, axis), shape.size(axis), shape.elements(axis + 1, shape.rank()));
    }

    /** Returns the number of lines. */
    int count() {
        return outer * inner;
    }
}
