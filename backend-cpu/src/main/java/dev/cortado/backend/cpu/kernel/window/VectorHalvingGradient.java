package dev.cortado.backend.cpu.kernel.window;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * The gradient of a maximum over 2x2 windows, without a branch.
 *
 * <p>The last vector of a row begins so early that it ends with the row. A row shorter than a vector is written with one
 * that reaches into the rows below, which are written later.
 */
final class VectorHalvingGradient {

    private VectorHalvingGradient() {}

    static void run(float[] x, int xi, int width, int pairs, float[] dy, int dyi, float[] dx, int dxi) {
        VectorShuffle<Float> left = Interleaving.LEFT;
        VectorShuffle<Float> right = Interleaving.RIGHT;
        VectorShuffle<Float> twice = Interleaving.TWICE;
        VectorMask<Float> odd = Interleaving.IS_ODD;
        FloatVector zero = FloatVector.zero(FLOATS);
        int last = Math.max(0, width - COUNT);
        int steps = (width + COUNT - 1) / COUNT;
        for (int pair = 0; pair < pairs; pair++) {
            int top = 2 * pair * width;
            int gradients = dyi + pair * (width / 2);
            for (int step = 0; step < steps; step++) {
                int i = Math.min(step * COUNT, last);
                FloatVector upper = FloatVector.fromArray(FLOATS, x, xi + top + i);
                FloatVector lower = FloatVector.fromArray(FLOATS, x, xi + top + width + i);
                FloatVector gradient =
                        FloatVector.fromArray(FLOATS, dy, gradients + i / 2).rearrange(twice);
                FloatVector upperLeft = upper.rearrange(left);
                FloatVector upperRight = upper.rearrange(right);
                FloatVector lowerLeft = lower.rearrange(left);
                FloatVector lowerRight = lower.rearrange(right);
                // of two elements the later one is chosen if it is larger, or NaN
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
                FloatVector upperGradient = gradient.blend(zero, below);
                FloatVector lowerGradient = zero.blend(gradient, below);
                zero.blend(upperGradient, inUpper.eq(odd)).intoArray(dx, dxi + top + i);
                zero.blend(lowerGradient, inLower.eq(odd)).intoArray(dx, dxi + top + width + i);
            }
        }
    }
}
