package dev.cortado.backend.nd4j.lower;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** Joins convolutions with their bias, and the two gradients of one convolution, as ND4J computes them together. */
public final class ConvolutionRewriting {

    private ConvolutionRewriting() {}

    /**
     * Rewrites what it recognizes.
     *
     * @param supports tells whether there is a kernel for an operation and operands
     */
    public static void apply(GraphRewriter rewriter, BiPredicate<Op, List<TensorSpec>> supports) {
        for (Node node : rewriter.nodes()) {
            if (!rewriter.contains(node)) {
                continue;
            }
            if (node.op() instanceof Convolution convolution) {
                addBias(rewriter, node, convolution, supports);
            } else if (node.op() instanceof ConvolutionInputGradient gradient) {
                joinGradients(rewriter, node, gradient.forward(), supports);
            }
        }
    }

    private static void addBias(
            GraphRewriter rewriter, Node node, Convolution op, BiPredicate<Op, List<TensorSpec>> supports) {
        Value product = node.outputs().get(0);
        List<Node> readers = rewriter.consumers(product);
        if (readers.size() != 1
                || !rewriter.onlyReadBy(product, readers.get(0))
                || product.spec().elements() == 0) {
            return;
        }
        Node add = readers.get(0);
        if (!(add.op() instanceof Binary binary) || binary.kind() != Binary.Kind.ADD) {
            return;
        }
        Value other = add.inputs().get(add.inputs().get(0).equals(product) ? 1 : 0);
        Node broadcast = rewriter.producer(other);
        if (broadcast == null || !isBias(broadcast) || node.inputSpecs().get(1).elements() == 0) {
            return;
        }
        BiasedConvolution fused = new BiasedConvolution(op);
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.add(broadcast.inputs().get(0));
        if (supports.test(fused, inputs.stream().map(Value::spec).toList())) {
            List<Node> replaced = new ArrayList<>(List.of(node, add));
            if (rewriter.onlyReadBy(other, add)) {
                replaced.add(broadcast);
            }
            rewriter.replace(replaced, fused, inputs, add.outputs());
        }
    }

    private static boolean isBias(Node node) {
        return node.op() instanceof Broadcast broadcast
                && broadcast.axes().equals(List.of(1))
                && node.inputs().get(0).spec().shape().size(0)
                        == broadcast.target().size(1);
    }

    private static void joinGradients(
            GraphRewriter rewriter, Node byInput, Convolution op, BiPredicate<Op, List<TensorSpec>> supports) {
        Value kernel = byInput.inputs().get(0);
        Value dy = byInput.inputs().get(1);
        for (Node byKernel : rewriter.consumers(dy)) {
            boolean fits = byKernel.op() instanceof ConvolutionWeightGradient weights
                    && weights.forward().equals(op)
                    && weights.kernelShape().equals(kernel.spec().shape())
                    && byKernel.inputs().get(1).equals(dy)
                    && byKernel.inputs()
                            .get(0)
                            .spec()
                            .equals(byInput.outputs().get(0).spec())
                    && !rewriter.wouldCycle(Set.of(byInput, byKernel));
            if (!fits) {
                continue;
            }
            ConvolutionGradients both = new ConvolutionGradients(op);
            List<Value> inputs = List.of(byKernel.inputs().get(0), kernel, dy);
            if (supports.test(both, inputs.stream().map(Value::spec).toList())) {
                rewriter.replace(
                        List.of(byInput, byKernel),
                        both,
                        inputs,
                        List.of(byInput.outputs().get(0), byKernel.outputs().get(0)));
            }
            return;
        }
    }
}
