package dev.cortado.conformance.golden;

import dev.cortado.api.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which operations of Cortado compute what a case of another framework computes. */
final class GoldenOperations {

    private static final Set<String> HOST = Set.of("optimizer", "schedule", "training", "explainability", "metrics");

    private final Map<String, Function<GoldenTrace, Map<String, Tensor>>> mappings = new HashMap<>();

    GoldenOperations() {
        for (int axes = 1; axes <= 3; axes++) {
            int spatial = axes;
            mappings.put("conv" + axes + "d", trace -> output(Products.convolution(trace, spatial)));
            mappings.put("conv_transpose" + axes + "d", trace -> output(Products.transposed(trace, spatial)));
            mappings.put("max_pool" + axes + "d", trace -> Pooling.max(trace, spatial));
            mappings.put("avg_pool" + axes + "d", trace -> output(Pooling.average(trace, spatial)));
            mappings.put("sum_pool" + axes + "d", trace -> output(Pooling.sum(trace, spatial)));
            mappings.put("lp_pool" + axes + "d", trace -> output(Pooling.power(trace, spatial)));
            mappings.put("adaptive_avg_pool" + axes + "d", trace -> output(Pooling.adaptive(trace, spatial, true)));
            mappings.put("adaptive_max_pool" + axes + "d", trace -> output(Pooling.adaptive(trace, spatial, false)));
            mappings.put("global_avg_pool" + axes + "d", trace -> output(Pooling.global(trace, true)));
            mappings.put("global_max_pool" + axes + "d", trace -> output(Pooling.global(trace, false)));
        }
        mappings.put("linear", trace -> output(Products.linear(trace)));
        mappings.put("matmul", trace -> output(Products.matmul(trace)));
        mappings.put("batch_norm", Statistics::batchNorm);
        mappings.put("softmax", trace -> output(Statistics.softmax(trace, false)));
        mappings.put("log_softmax", trace -> output(Statistics.softmax(trace, true)));
        mappings.put("cross_entropy", trace -> output(Statistics.crossEntropy(trace)));
        mappings.put("nll", trace -> output(Statistics.crossEntropy(trace)));
        mappings.put("mse", trace -> output(Statistics.squaredError(trace)));
        mappings.put("pad", trace -> output(Elements.pad(trace)));
        mappings.put("relu", trace -> output(trace.tensor("input").relu()));
        mappings.put("sigmoid", trace -> output(trace.tensor("input").sigmoid()));
        mappings.put("tanh", trace -> output(trace.tensor("input").tanh()));
        mappings.put("leaky_relu", trace -> output(Elements.leakyRelu(trace)));
        mappings.put("silu", trace -> output(Elements.silu(trace)));
        mappings.put("gelu", trace -> output(Elements.gelu(trace)));
        activations();
        losses();
        normalizations();
        mappings.put("embedding", trace -> output(Activations.embedding(trace)));
        mappings.put("pixel_unshuffle", trace -> output(Elements.pixelUnshuffle(trace)));
        mappings.put("channel_shuffle", trace -> output(Elements.channelShuffle(trace)));
        mappings.put("pixel_shuffle", trace -> output(Elements.pixelShuffle(trace)));
    }

    private void activations() {
        mappings.put("celu", trace -> output(Activations.celu(trace)));
        mappings.put("elu", trace -> output(Activations.elu(trace)));
        mappings.put("selu", trace -> output(Activations.selu(trace)));
        mappings.put("hardsigmoid", trace -> output(Activations.hardSigmoid(trace)));
        mappings.put("hardswish", trace -> output(Activations.hardSwish(trace)));
        mappings.put("softplus", trace -> output(Activations.softplus(trace)));
        mappings.put("log_sigmoid", trace -> output(Activations.logSigmoid(trace)));
        mappings.put("mish", trace -> output(Activations.mish(trace)));
        mappings.put("softsign", trace -> output(Activations.softsign(trace)));
        mappings.put("prelu", trace -> output(Activations.prelu(trace)));
        mappings.put("relu6", trace -> output(Activations.relu6(trace)));
    }

    private void losses() {
        mappings.put("l1", trace -> output(Losses.absolute(trace)));
        mappings.put("huber", trace -> output(Losses.huber(trace)));
        mappings.put("smooth_l1", trace -> output(Losses.smoothAbsolute(trace)));
        mappings.put("kl_div", trace -> output(Losses.divergence(trace)));
        mappings.put("bce", trace -> output(Losses.binaryCrossEntropy(trace)));
        mappings.put("bce_with_logits", trace -> output(Losses.binaryCrossEntropyOfScores(trace)));
        mappings.put("hinge_embedding", trace -> output(Losses.hingeEmbedding(trace)));
        mappings.put("soft_margin", trace -> output(Losses.softMargin(trace)));
        mappings.put("margin_ranking", trace -> output(Losses.marginRanking(trace)));
        mappings.put("poisson_nll", trace -> output(Losses.poisson(trace)));
        mappings.put("gaussian_nll", trace -> output(Losses.gaussian(trace)));
    }

    private void normalizations() {
        mappings.put("layer_norm", trace -> output(Normalizations.layer(trace)));
        mappings.put("group_norm", trace -> output(Normalizations.group(trace)));
        mappings.put("instance_norm", trace -> output(Normalizations.instance(trace)));
        mappings.put("rms_norm", trace -> output(Normalizations.rootMeanSquare(trace)));
        mappings.put("l2_normalize", trace -> output(Normalizations.unitLength(trace)));
        mappings.put("local_response_norm", trace -> output(Normalizations.localResponse(trace)));
    }

    /**
     * Returns the results of a case by name.
     *
     * @throws Unmapped if no operation computes it
     */
    Map<String, Tensor> apply(GoldenTrace trace) {
        Function<GoldenTrace, Map<String, Tensor>> mapping =
                mappings.get(trace.golden().op());
        if (mapping == null) {
            throw new Unmapped(
                    HOST.contains(trace.golden().family())
                            ? "no operation of a backend: " + trace.golden().family()
                            : "no operation of that kind");
        }
        return mapping.apply(trace);
    }

    private static Map<String, Tensor> output(Tensor tensor) {
        Map<String, Tensor> results = new LinkedHashMap<>();
        results.put("output", tensor);
        return results;
    }
}
