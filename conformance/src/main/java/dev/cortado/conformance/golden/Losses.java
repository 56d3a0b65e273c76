package dev.cortado.conformance.golden;

import dev.cortado.api.Tensor;
import java.util.Set;

/** Losses that no operation is named after, made of those that there are. */
final class Losses {

    private static final Set<String> REDUCTIONS = Set.of("mean", "sum", "none", "batchmean");
    private static final double LEAST_LOGARITHM = -100;

    private Losses() {}

    private static Tensor reduced(GoldenTrace trace, Tensor losses) {
        String reduction = trace.text("reduction");
        trace.require(REDUCTIONS.contains(reduction), "reduction " + reduction);
        return switch (reduction) {
            case "mean" -> losses.mean();
            case "sum" -> losses.sum();
            case "batchmean" -> losses.sum().divide(losses.shape().size(0));
            default -> losses;
        };
    }

    private static Tensor distance(GoldenTrace trace) {
        return trace.tensor("input").subtract(trace.tensor("target")).abs();
    }

    static Tensor absolute(GoldenTrace trace) {
        return reduced(trace, distance(trace));
    }

    static Tensor huber(GoldenTrace trace) {
        double delta = trace.number("delta");
        Tensor distance = distance(trace);
        Tensor near = distance.minimum(delta);
        Tensor beyond = distance.subtract(near).multiply(delta);
        return reduced(trace, near.multiply(near).multiply(0.5).add(beyond));
    }

    static Tensor smoothAbsolute(GoldenTrace trace) {
        double beta = trace.number("beta");
        trace.require(beta > 0, "a width of 0");
        Tensor distance = distance(trace);
        Tensor near = distance.minimum(beta);
        return reduced(trace, near.multiply(near).multiply(0.5 / beta).add(distance.subtract(near)));
    }

    static Tensor divergence(GoldenTrace trace) {
        // the case takes raw scores
        Tensor logarithms = trace.tensor("input").logSoftmax(1);
        Tensor target = trace.tensor("target");
        if (trace.golden().truth("log_target")) {
            return reduced(trace, target.exp().multiply(target.subtract(logarithms)));
        }
        Tensor terms = target.multiply(target.log().subtract(logarithms));
        return reduced(trace, terms);
    }

    static Tensor binaryCrossEntropy(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Tensor target = trace.tensor("target");
        Tensor yes = target.multiply(x.log().maximum(LEAST_LOGARITHM));
        Tensor no = one(target).multiply(one(x).log().maximum(LEAST_LOGARITHM));
        return reduced(trace, weighed(trace, yes.add(no).negate()));
    }

    static Tensor binaryCrossEntropyOfScores(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Tensor target = trace.tensor("target");
        Tensor weight = target;
        if (trace.has("positive_weights")) {
            weight = target.multiply(trace.tensor("positive_weights").broadcastTo(target.shape()));
        }
        // target log(sigmoid(x)) and (1 - target) log(1 - sigmoid(x))
        Tensor loss = weight.multiply(Activations.softplus(x.negate()))
                .add(one(target).multiply(Activations.softplus(x)));
        return reduced(trace, weighed(trace, loss));
    }

    private static Tensor weighed(GoldenTrace trace, Tensor loss) {
        return trace.has("weights") ? loss.multiply(trace.tensor("weights").broadcastTo(loss.shape())) : loss;
    }

    /** Returns {@code 1 - x}. */
    private static Tensor one(Tensor x) {
        return x.negate().add(1);
    }

    static Tensor hingeEmbedding(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Tensor apart = x.negate().add(trace.number("margin")).maximum(0);
        return reduced(trace, trace.tensor("target").greater(0).select(x, apart));
    }

    static Tensor softMargin(GoldenTrace trace) {
        Tensor x = trace.tensor("input").multiply(trace.tensor("target"));
        return reduced(trace, Activations.softplus(x.negate()));
    }

    static Tensor marginRanking(GoldenTrace trace) {
        Tensor ahead = trace.tensor("first").subtract(trace.tensor("second")).multiply(trace.tensor("target"));
        return reduced(trace, ahead.negate().add(trace.number("margin")).maximum(0));
    }

    static Tensor poisson(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        return reduced(trace, x.exp().subtract(trace.tensor("target").multiply(x)));
    }

    static Tensor gaussian(GoldenTrace trace) {
        trace.require(!trace.golden().truth("full"), "the constant term");
        Tensor variance = trace.tensor("variance").maximum(trace.number("epsilon"));
        Tensor distance = trace.tensor("input").subtract(trace.tensor("target"));
        Tensor terms = variance.log().add(distance.multiply(distance).divide(variance));
        return reduced(trace, terms.multiply(0.5));
    }
}
