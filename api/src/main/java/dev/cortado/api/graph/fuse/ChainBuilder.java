package dev.cortado.api.graph.fuse;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Broadcast;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a group of nodes as a chain. */
final class ChainBuilder {

    private final Set<Node> group;
    private final GraphRewriter rewriter;
    private final ChainRules rules;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Node> broadcasts = new LinkedHashSet<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final List<ElementwiseChain.Step> steps = new ArrayList<>();
    private final List<ElementwiseChain.Result> results = new ArrayList<>();

    ChainBuilder(Set<Node> group, GraphRewriter rewriter, ChainRules rules) {
        this.group = group;
        this.rewriter = rewriter;
        this.rules = rules;
        group.forEach(this::sort);
        nodes.forEach(this::collectInputs);
        build();
    }

    /** Returns the nodes of the group, producers first. */
    List<Node> nodes() {
        return nodes;
    }

    /** Returns the broadcasts that became part of the chain. */
    Set<Node> broadcasts() {
        return broadcasts;
    }

    List<Value> inputs() {
        return inputs;
    }

    List<Value> outputs() {
        return outputs;
    }

    ElementwiseChain chain() {
        return new ElementwiseChain(inputs.size(), steps, results);
    }

    private void sort(Node node) {
        if (nodes.contains(node)) {
            return;
        }
        for (Value input : node.inputs()) {
            Node producer = rewriter.producer(input);
            if (producer != null && group.contains(producer)) {
                sort(producer);
            }
        }
        nodes.add(node);
    }

    private void collectInputs(Node node) {
        for (Value value : node.inputs()) {
            Node producer = rewriter.producer(value);
            if (producer != null && group.contains(producer)) {
                continue;
            }
            boolean absorbed = producer != null && producer.op() instanceof Broadcast && rules.absorbs(producer);
            if (absorbed) {
                broadcasts.add(producer);
            }
            Value input = absorbed ? producer.inputs().get(0) : value;
            if (!inputs.contains(input)) {
                inputs.add(input);
            }
        }
    }

    private void build() {
        Map<Value, Integer> numbers = new HashMap<>();
        inputs.forEach(input -> numbers.put(input, numbers.size()));
        List<Node> order = new ArrayList<>(broadcasts);
        order.addAll(nodes);
        for (Node node : order) {
            List<Integer> arguments = node.inputs().stream().map(numbers::get).toList();
            steps.add(new ElementwiseChain.Step(node.op(), arguments));
            numbers.put(node.outputs().get(0), inputs.size() + steps.size() - 1);
        }
        Set<Integer> taken = new LinkedHashSet<>();
        for (Node node : nodes) {
            Value output = node.outputs().get(0);
            if (isNeededOutside(output)) {
                outputs.add(output);
                int number = numbers.get(output);
                int overwrites = overwritten(output, number, steps, taken);
                taken.add(overwrites);
                results.add(new ElementwiseChain.Result(number, overwrites));
            }
        }
    }

    private boolean isNeededOutside(Value value) {
        return rewriter.leaves(value) || !group.containsAll(rewriter.consumers(value));
    }

    /**
     * Chooses the operand whose memory a result may take: one that no later step reads.
     *
     * <p>A result that leaves the graph is likely the next value of a variable, whose present value no node produces; it
     * may be written over that. Of several operands the one that is read last is meant.
     */
    private int overwritten(Value output, int number, List<ElementwiseChain.Step> steps, Set<Integer> taken) {
        int best = -1;
        int bestRank = -1;
        for (int i = 0; i < inputs.size(); i++) {
            int lastUse = lastUse(i, steps);
            boolean legal = inputs.get(i).spec().equals(output.spec())
                    && !taken.contains(i)
                    && lastUse + inputs.size() <= number;
            boolean wanted = (rewriter.producer(inputs.get(i)) == null) == rewriter.leaves(output);
            int rank = lastUse + (wanted ? steps.size() : 0);
            if (legal && rank > bestRank) {
                best = i;
                bestRank = rank;
            }
        }
        return best;
    }

    private static int lastUse(int value, List<ElementwiseChain.Step> steps) {
        int last = -1;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).arguments().contains(value)) {
                last = i;
            }
        }
        return last;
    }
}
