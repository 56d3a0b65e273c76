package dev.cortado.conformance.golden;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;

/** Cross-entropy with class weights, classes that are ignored or targets that are probabilities. */
final class WeighedCrossEntropy {

    private final GoldenTrace trace;
    private final Tensor logarithms;
    private final int classes;
    private final double smoothing;

    private WeighedCrossEntropy(GoldenTrace trace) {
        this.trace = trace;
        this.logarithms = trace.tensor("input").logSoftmax(1);
        this.classes = logarithms.shape().size(1);
        this.smoothing =
                trace.golden().attributes().containsKey("label_smoothing") ? trace.number("label_smoothing") : 0;
    }

    static boolean isMeant(GoldenTrace trace) {
        return trace.has("class_weights")
                || trace.golden().attributes().containsKey("ignore_index")
                || !trace.text("targets").isEmpty();
    }

    static Tensor of(GoldenTrace trace) {
        WeighedCrossEntropy made = new WeighedCrossEntropy(trace);
        return trace.text("targets").isEmpty() ? made.ofClasses() : made.ofProbabilities();
    }

    private double weight(int which) {
        return trace.has("class_weights")
                ? trace.golden().tensor("class_weights").get(which)
                : 1;
    }

    private Tensor ofProbabilities() {
        trace.require(!trace.has("class_weights"), "class weights of probabilities");
        Tensor target = trace.tensor("target").multiply(1 - smoothing).add(smoothing / classes);
        Tensor losses = target.multiply(logarithms).sum(1).negate();
        return reduced(losses, losses.shape().elements());
    }

    private Tensor ofClasses() {
        HostTensor target = trace.golden().tensor("target");
        boolean ignores = trace.golden().attributes().containsKey("ignore_index");
        int ignored = ignores ? trace.golden().integer("ignore_index") : -1;
        TensorSpec spec = logarithms.spec().with(DType.FLOAT64);
        HostTensor terms = HostTensor.zeros(spec);
        int samples = spec.shape().size(0);
        int places = spec.elements() / samples / classes;
        double total = 0;
        for (int i = 0; i < target.spec().elements(); i++) {
            int right = (int) target.get(i);
            if (right == ignored) {
                continue;
            }
            total += weight(right);
            for (int c = 0; c < classes; c++) {
                double share = smoothing / classes + (c == right ? 1 - smoothing : 0);
                terms.set((i / places * classes + c) * places + i % places, weight(c) * share);
            }
        }
        Tensor losses = logarithms
                .multiply(logarithms.constant(terms.cast(logarithms.dtype())))
                .sum(1)
                .negate();
        return reduced(losses, total);
    }

    private Tensor reduced(Tensor losses, double total) {
        return switch (trace.text("reduction")) {
            case "mean" -> losses.sum().divide(total);
            case "sum" -> losses.sum();
            default -> losses;
        };
    }
}
