package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.Shape;

/**
 * A tensor seen as lines along one axis.
 *
 * @param size the number of elements of a line
 * @param inner the distance between two elements of a line
 * @param count the number of lines
 */
record Lines(int size, int inner, int count) {

    static Lines of(Shape shape, int axis) {
        int inner = shape.elements(axis + 1, shape.rank());
        return new Lines(shape.size(axis), inner, shape.elements(0, axis) * inner);
    }

    /** Returns the index of a line's first element. */
    int start(int line) {
        return line / inner * inner * size + line % inner;
    }
}
