package dev.cortado.conformance;

import dev.cortado.api.HostTensor;
import java.util.List;

/** Derivatives by central differences, {@code (f(x + h d) - f(x - h d)) / 2h}, with the best of several steps h. */
final class CentralDifferences {

    private static final double[] STEPS = {1e-3, 1e-4, 1e-5, 1e-6};
    /** Tensors of up to so many elements are checked along each of them. */
    private static final int SMALL = 40;
    /** Below this a gradient counts as small beside operands and weights, which are about 1. */
    private static final double SMALL_GRADIENT = 1e-3;

    private final PointEvaluation function;
    private final Samples samples;
    private final boolean elementwise;

    CentralDifferences(PointEvaluation function, Samples samples, boolean elementwise) {
        this.function = function;
        this.samples = samples;
        this.elementwise = elementwise;
    }

    /** Compares the gradient of one operand and adds what it finds to {@code entries}. */
    void compare(String name, HostTensor x, HostTensor gradient, List<GradientReport.Entry> entries) {
        int count = x.spec().elements();
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(gradient.get(i)));
        }
        for (int i = 0; elementwise && i < count && count <= SMALL; i++) {
            HostTensor unit = HostTensor.zeros(x.spec());
            unit.set(i, 1);
            entries.add(along(name, "element " + i, x, unit, gradient.get(i), largest));
        }
        HostTensor direction = samples.weights(x.spec());
        double byRule = 0;
        double absolute = 0;
        for (int i = 0; i < count; i++) {
            byRule += gradient.get(i) * direction.get(i);
            absolute += Math.abs(gradient.get(i) * direction.get(i));
        }
        entries.add(along(name, "random direction", x, direction, byRule, absolute));
        function.restore(name, x);
    }

    private GradientReport.Entry along(
            String name, String along, HostTensor x, HostTensor direction, double byRule, double size) {
        double best = Double.NaN;
        double error = Double.NaN;
        for (double step : STEPS) {
            double ahead = function.sumAt(name, moved(x, direction, step));
            double behind = function.sumAt(name, moved(x, direction, -step));
            double slope = (ahead - behind) / (2 * step);
            double difference = Math.abs(slope - byRule) / Math.max(size, SMALL_GRADIENT);
            if (Double.isNaN(error) || difference < error) {
                best = slope;
                error = difference;
            }
        }
        return new GradientReport.Entry(name, along, byRule, best, error);
    }

    private static HostTensor moved(HostTensor x, HostTensor direction, double step) {
        HostTensor moved = x.copy();
        for (int i = 0; i < x.spec().elements(); i++) {
            moved.set(i, x.get(i) + step * direction.get(i));
        }
        return moved;
    }
}
