package dev.cortado.backend.cpu.lower;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Reshape;
import dev.cortado.api.op.Transpose;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Gives images the layout with channels last from the first convolution that gains by it on, through everything that can
 * take it over, so that nothing is reordered in between.
 */
public final class LayoutPropagation implements LoweringRule {

    @Override
    public void apply(GraphRewriter rewriter, PrepareProbe probe) {
        new Propagation(rewriter, probe).run();
    }

    /** One pass over a graph, in the order of its nodes. */
    private static final class Propagation {

        private final GraphRewriter rewriter;
        private final PrepareProbe probe;
        /** The image with channels last that has the content of a value. */
        private final Map<Value, Value> images = new HashMap<>();

        private final List<Node> returns = new ArrayList<>();
        /** Broadcasts that were written anew for images. */
        private final List<Node> repeated = new ArrayList<>();

        Propagation(GraphRewriter rewriter, PrepareProbe probe) {
            this.rewriter = rewriter;
            this.probe = probe;
        }

        void run() {
            for (Node node : rewriter.nodes()) {
                if (isKnown(node)) {
                    convert(node, new ChannelsLast(node.op()), ChannelsLast.imageOperands(node.op()));
                } else if (isElementwise(node)) {
                    convert(
                            node,
                            node.op(),
                            IntStream.range(0, node.inputs().size()).boxed().toList());
                } else if (node.op() instanceof Reduce reduce
                        && images.containsKey(node.inputs().get(0))) {
                    reduce(node, reduce);
                }
            }
            // from the last to the first: a return to channels first that nobody reads may have been read by another
            for (int i = returns.size() - 1; i >= 0; i--) {
                dropUnread(returns.get(i));
            }
            repeated.forEach(this::dropUnread);
        }

        private void dropUnread(Node node) {
            Value result = node.outputs().get(0);
            if (rewriter.contains(node) && rewriter.consumers(result).isEmpty() && !rewriter.leaves(result)) {
                rewriter.remove(node);
            }
        }

        private boolean isKnown(Node node) {
            return ChannelsLast.knows(node.op(), node.inputSpecs())
                    && (LayoutChoice.gains(node.op(), node.inputSpecs()) || readsImage(node))
                    && supported(node);
        }

        private boolean supported(Node node) {
            ChannelsLast op = new ChannelsLast(node.op());
            List<Integer> operands = ChannelsLast.imageOperands(node.op());
            List<TensorSpec> inputs = new ArrayList<>(node.inputSpecs());
            operands.forEach(i -> inputs.set(i, ChannelsLast.last(inputs.get(i))));
            return probe.supports(op, inputs);
        }

        private boolean readsImage(Node node) {
            return ChannelsLast.imageOperands(node.op()).stream()
                    .anyMatch(i -> images.containsKey(node.inputs().get(i)));
        }

        /** An elementwise operation is converted if it reads one image; whatever else it reads follows. */
        private boolean isElementwise(Node node) {
            // which elements are dropped depends on where they lie
            return ElementwiseChain.isElementwise(node.op())
                    && !(node.op() instanceof Dropout)
                    && node.outputs().get(0).spec().shape().rank() == 4
                    && node.inputs().stream().anyMatch(images::containsKey)
                    && node.inputs().stream().allMatch(this::isImage);
        }

        private boolean isImage(Value value) {
            return value.spec().shape().rank() == 4;
        }

        private void convert(Node node, Op op, List<Integer> operands) {
            List<Value> inputs = new ArrayList<>(node.inputs());
            operands.forEach(i -> inputs.set(i, image(inputs.get(i), node.origin())));
            List<TensorSpec> specs = op.infer(inputs.stream().map(Value::spec).toList());
            List<Value> outputs = new ArrayList<>(node.outputs());
            for (int i = 0; i < outputs.size(); i++) {
                // an elementwise operation stays what it is, and gives images only
                if (op == node.op() || ChannelsLast.isImageResult(node.op(), i)) {
                    outputs.set(i, rewriter.newValue(specs.get(i)));
                }
            }
            rewriter.replace(List.of(node), op, inputs, outputs);
            for (int i = 0; i < outputs.size(); i++) {
                Value before = node.outputs().get(i);
                Value image = outputs.get(i);
                if (!image.equals(before)) {
                    images.put(before, image);
                    // for those that cannot take the image
                    Op move = move(before.spec().shape(), before.spec().shape(), ChannelsLast.TO_FIRST);
                    returns.add(rewriter.insert(move, List.of(image), List.of(before), node.origin()));
                }
            }
        }

        private Value image(Value value, Origin origin) {
            Value known = images.get(value);
            if (known != null) {
                return known;
            }
            Shape last = ChannelsLast.last(value.spec()).shape();
            Node producer = rewriter.producer(value);
            Node node;
            if (producer != null
                    && producer.op() instanceof Broadcast broadcast
                    && isAscending(places(broadcast.axes()))) {
                node = rewriter.insert(new Broadcast(last, places(broadcast.axes())), producer.inputs(), origin);
                repeated.add(producer);
            } else {
                node = rewriter.insert(move(value.spec().shape(), last, ChannelsLast.TO_LAST), List.of(value), origin);
            }
            images.put(value, node.outputs().get(0));
            return node.outputs().get(0);
        }

        /** Where only axes of size 1 change their places, nothing is moved. */
        private static Op move(Shape first, Shape result, Transpose order) {
            return first.size(1) == 1 || first.size(2) * first.size(3) == 1 ? new Reshape(result) : order;
        }

        private void reduce(Node node, Reduce reduce) {
            List<Integer> kept = new ArrayList<>(List.of(0, 1, 2, 3));
            kept.removeAll(reduce.axes());
            if (isAscending(places(kept))) {
                Reduce moved = new Reduce(reduce.kind(), places(reduce.axes()));
                rewriter.replace(
                        List.of(node), moved, List.of(images.get(node.inputs().get(0))), node.outputs());
            }
        }

        /** Returns where axes are once channels are last. */
        private static List<Integer> places(List<Integer> axes) {
            return axes.stream().map(ChannelsLast.TO_LAST.order()::indexOf).toList();
        }

        private static boolean isAscending(List<Integer> axes) {
            return axes.equals(axes.stream().sorted().toList());
        }
    }
}
