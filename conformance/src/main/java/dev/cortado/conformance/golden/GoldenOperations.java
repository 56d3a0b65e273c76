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
        mappings.put("pixel_shuffle", trace -> output(Elements.pixelShuffle(trace)));
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
