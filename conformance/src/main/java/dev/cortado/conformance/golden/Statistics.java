package dev.cortado.conformance.golden;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Normalization, softmax and losses of golden cases. */
final class Statistics {

    private Statistics() {}

    static Map<String, Tensor> batchNorm(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        TensorSpec channels = TensorSpec.of(x.dtype(), x.shape().size(1));
        Tensor scale = trace.has("weight") ? trace.tensor("weight") : x.constant(HostTensor.filled(channels, 1));
        Tensor shift = trace.has("bias") ? trace.tensor("bias") : x.constant(HostTensor.zeros(channels));
        Map<String, Tensor> results = new LinkedHashMap<>();
        double epsilon = trace.number("epsilon");
        if (!trace.golden().truth("training")) {
            Tensor mean = trace.tensor("running_mean");
            Tensor variance = trace.tensor("running_var");
            results.put("output", x.apply(new BatchNormInference(epsilon), scale, shift, mean, variance));
            return results;
        }
        List<Tensor> all = x.scope().apply(new BatchNormTraining(epsilon), List.of(x, scale, shift));
        results.put("output", all.get(0));
        if (trace.has("running_mean_after")) {
            trace.require(
                    trace.golden().attributes().get("momentum") instanceof Double,
                    "running statistics with a cumulative average");
            double momentum = trace.number("momentum");
            double count = (double) x.shape().elements() / x.shape().size(1);
            Tensor unbiased = all.get(2).multiply(count / (count - 1));
            results.put("running_mean_after", mixed(trace.tensor("running_mean"), all.get(1), momentum));
            results.put("running_var_after", mixed(trace.tensor("running_var"), unbiased, momentum));
        }
        return results;
    }

    private static Tensor mixed(Tensor running, Tensor batch, double momentum) {
        return running.multiply(1 - momentum).add(batch.multiply(momentum));
    }

    static Tensor softmax(GoldenTrace trace, boolean logarithm) {
        int axis = trace.golden().integer("axis");
        Tensor x = trace.tensor("input");
        return logarithm ? x.logSoftmax(axis) : x.softmax(axis);
    }

    static Tensor crossEntropy(GoldenTrace trace) {
        if (WeighedCrossEntropy.isMeant(trace)) {
            return WeighedCrossEntropy.of(trace);
        }
        double smoothing =
                trace.golden().attributes().containsKey("label_smoothing") ? trace.number("label_smoothing") : 0;
        Tensor losses = trace.tensor("input").apply(new SoftmaxCrossEntropy(smoothing), trace.tensor("target"));
        return reduced(trace, losses);
    }

    static Tensor squaredError(GoldenTrace trace) {
        Tensor difference = trace.tensor("input").subtract(trace.tensor("target"));
        return reduced(trace, difference.multiply(difference));
    }

    private static Tensor reduced(GoldenTrace trace, Tensor losses) {
        return switch (trace.text("reduction")) {
            case "mean" -> losses.mean();
            case "sum" -> losses.sum();
            default -> losses;
        };
    }
}
