package dev.cortado.backend.reference.kernel;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Window;

/**
 * The input elements that a window covers at one place, in row-major order; padding is left out.
 *
 * <p>A walk is {@code for (boolean more = covered.first(place); more; more = covered.next())}.
 */
final class CoveredElements {

    private final Window window;
    private final Shape input;
    private final Index tap;
    private final Index from;
    private Index place;

    CoveredElements(Window window, Shape input) {
        this.window = window;
        this.input = input;
        tap = new Index(
                Shape.of(window.size().stream().mapToInt(Integer::intValue).toArray()));
        from = new Index(input);
    }

    /** Goes to the first element under the window at a place of the result; false if there is none. */
    boolean first(Index newPlace) {
        place = newPlace;
        from.set(0, place.at(0));
        from.set(1, place.at(1));
        return tap.first() && (findElement() || next());
    }

    /** Goes to the next element; false if there is none. */
    boolean next() {
        while (tap.next()) {
            if (findElement()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of the element in the input. */
    int flat() {
        return from.flat();
    }

    /** Returns the number of the element in the spatial plane of its image and channel. */
    int flatInPlane() {
        return from.flat() % input.elements(2, input.rank());
    }

    /** Moves {@code from} to the element under the tap; false if it is padding. */
    private boolean findElement() {
        for (int i = 0; i < window.spatialAxes(); i++) {
            int at = place.at(i + 2) * window.stride().get(i)
                    + tap.at(i) * window.dilation().get(i)
                    - window.padLow().get(i);
            if (at < 0 || at >= input.size(i + 2)) {
                return false;
            }
            from.set(i + 2, at);
        }
        return true;
    }
}
