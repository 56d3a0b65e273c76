package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Relu;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedGradient;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fuses normalization with the statistics of the batch, channels last, with the rectifier behind it, and then their gradients,
 * which read nothing of the rectifier: they find out once more what it lets pass.
 */
public final class NormalizationFusion implements LoweringRule {

    private static final int DY = 4;

    @Override
    public void apply(GraphRewriter rewriter, PrepareProbe probe) {
        for (Node node : rewriter.nodes()) {
            if (node.op() instanceof ChannelsLast last && last.op() instanceof BatchNormTraining normalization) {
                new Fusion(rewriter, probe, node, normalization).apply();
            }
        }
    }

    /** One normalization and what is around it. */
    private record Fusion(GraphRewriter rewriter, PrepareProbe probe, Node node, BatchNormTraining normalization) {

        void apply() {
            Value y = node.outputs().get(0);
            List<Node> readers = rewriter.consumers(y);
            if (readers.size() == 1 && readers.get(0).op() instanceof Relu && rewriter.onlyReadBy(y, readers.get(0))) {
                Value result = readers.get(0).outputs().get(0);
                if (supported(Activation.RELU)) {
                    replace(readers, result, Activation.RELU);
                    TracedRectifierGradient.of(rewriter, result)
                            .forEach(gradient -> replace(gradient, Activation.RELU));
                }
                return;
            }
            CappedRectifier.find(rewriter, y).ifPresent(this::apply);
        }

        private void apply(CappedRectifier capped) {
            Optional<List<TracedRectifierGradient>> gradients = TracedRectifierGradient.of(rewriter, capped);
            if (supported(Activation.RELU6)
                    && gradients.isPresent()
                    && gradients.get().stream()
                            .allMatch(gradient ->
                                    fused(gradient, Activation.RELU6).isPresent())) {
                gradients.get().forEach(gradient -> replace(gradient, Activation.RELU6));
                replace(capped.nodes(rewriter), capped.result(), Activation.RELU6);
            }
        }

        private boolean supported(Activation activation) {
            return probe.supports(forward(activation), node.inputSpecs());
        }

        private Op forward(Activation activation) {
            return new ChannelsLast(new RectifiedTraining(normalization, activation));
        }

        private void replace(List<Node> rectifier, Value result, Activation activation) {
            List<Node> replaced = new ArrayList<>(rectifier);
            replaced.add(node);
            List<Value> results =
                    List.of(result, node.outputs().get(1), node.outputs().get(2));
            rewriter.replace(replaced, forward(activation), node.inputs(), results);
        }

        private void replace(TracedRectifierGradient gradient, Activation activation) {
            fused(gradient, activation).ifPresent(fused -> {
                List<Node> replaced = new ArrayList<>(gradient.nodes());
                replaced.add(backward(gradient).orElseThrow());
                rewriter.replace(replaced, fused.op(), fused.inputs(), fused.outputs());
            });
        }

        /** Returns the node that takes the place of a gradient and that of the normalization. */
        private Optional<Node> fused(TracedRectifierGradient gradient, Activation activation) {
            return backward(gradient).flatMap(backward -> {
                BatchNormGradient op = (BatchNormGradient) ((ChannelsLast) backward.op()).op();
                List<Value> inputs = new ArrayList<>(backward.inputs());
                inputs.set(DY, gradient.dy());
                inputs.add(node.inputs().get(2));
                Op fused = new ChannelsLast(new RectifiedGradient(op, activation));
                boolean supported =
                        probe.supports(fused, inputs.stream().map(Value::spec).toList());
                return supported
                        ? Optional.of(new Node(fused, inputs, backward.outputs(), backward.origin()))
                        : Optional.empty();
            });
        }

        /** Returns the gradient of the normalization, if that alone reads the gradient of the rectifier. */
        private Optional<Node> backward(TracedRectifierGradient gradient) {
            return rewriter.consumers(gradient.dx()).stream()
                    .filter(reader -> rewriter.onlyReadBy(gradient.dx(), reader)
                            && reader.op().equals(new ChannelsLast(new BatchNormGradient(normalization.epsilon())))
                            && reader.inputs().indexOf(gradient.dx()) == DY
                            && reader.inputs()
                                    .subList(0, 2)
                                    .equals(node.inputs().subList(0, 2))
                            && reader.inputs()
                                    .subList(2, DY)
                                    .equals(node.outputs().subList(1, 3)))
                    .findFirst();
        }
    }
}
