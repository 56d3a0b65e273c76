package dev.cortado.backend.cpu.kernel.window;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * The gradient of a maximum over 2x2 windows on rows of half a vector: two pairs of rows at a time, one vector for the upper
 * rows of both and one for the lower.
 */
final class VectorShortRowGradient {

    private VectorShortRowGradient() {}

    static void run(float[] x, int xi, int width, int pairs, float[] dy, int dyi, float[] dx, int dxi) {
        VectorShuffle<Float> left = Interleaving.LEFT;
        VectorShuffle<Float> right = Interleaving.RIGHT;
        VectorShuffle<Float> twice = Interleaving.TWICE;
        VectorShuffle<Float> exchanged = Interleaving.EXCHANGED;
        VectorMask<Float> half = Interleaving.UPPER;
        VectorMask<Float> odd = Interleaving.IS_ODD;
        FloatVector zero = FloatVector.zero(FLOATS);
        int even = pairs & -2;
        for (int pair = 0; pair < even; pair += 2) {
            int at = pair * COUNT;
            FloatVector first = FloatVector.fromArray(FLOATS, x, xi + at);
            FloatVector second = FloatVector.fromArray(FLOATS, x, xi + at + COUNT);
            FloatVector upper = first.blend(second.rearrange(exchanged), half);
            FloatVector lower = first.rearrange(exchanged).blend(second, half);
            FloatVector gradient =
                    FloatVector.fromArray(FLOATS, dy, dyi + pair * (COUNT / 4)).rearrange(twice);
            FloatVector upperLeft = upper.rearrange(left);
            FloatVector upperRight = upper.rearrange(right);
            FloatVector lowerLeft = lower.rearrange(left);
            FloatVector lowerRight = lower.rearrange(right);
            VectorMask<Float> inUpper = upperRight
                    .compare(VectorOperators.GT, upperLeft)
                    .or(upperRight.compare(VectorOperators.NE, upperRight));
            VectorMask<Float> inLower = lowerRight
                    .compare(VectorOperators.GT, lowerLeft)
                    .or(lowerRight.compare(VectorOperators.NE, lowerRight));
            FloatVector best = upperLeft.blend(upperRight, inUpper);
            FloatVector later = lowerLeft.blend(lowerRight, inLower);
            VectorMask<Float> below =
                    later.compare(VectorOperators.GT, best).or(later.compare(VectorOperators.NE, later));
            FloatVector upperGradient = zero.blend(gradient.blend(zero, below), inUpper.eq(odd));
            FloatVector lowerGradient = zero.blend(zero.blend(gradient, below), inLower.eq(odd));
            upperGradient.blend(lowerGradient.rearrange(exchanged), half).intoArray(dx, dxi + at);
            upperGradient.rearrange(exchanged).blend(lowerGradient, half).intoArray(dx, dxi + at + COUNT);
        }
        int done = even * COUNT;
        ScalarHalvingGradient.run(x, xi + done, width, pairs - even, dy, dyi + even * (COUNT / 4), dx, dxi + done);
    }
}
