package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Reshape;
import dev.cortado.conformance.oracle.Expected;
import dev.cortado.core.run.SingleOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the operation that is to blame for a wrong graph. */
final class GuiltyNode {

    private final Examination exam;
    private final Backend backend;
    private final Graph graph;
    private final Map<String, HostTensor> inputs;

    /** Creates a search in a graph without variables. */
    GuiltyNode(Examination exam, Graph graph, Map<String, HostTensor> inputs) {
        this.exam = exam;
        this.backend = exam.backend();
        this.graph = graph;
        this.inputs = inputs;
    }

    /**
     * What is to blame.
     *
     * @param op the name of an operation
     * @param words why it is that one
     */
    record Blame(String op, String words) {}

    /**
     * Returns the node that is wrong by itself, or else what lowering made of several and is wrong by itself, or else the
     * first node that is wrong once the graph is lowered.
     */
    Optional<Blame> find() {
        return alone().or(this::fused).or(this::lowered);
    }

    private Optional<Blame> alone() {
        for (Map.Entry<Node, List<HostTensor>> entry :
                exam.oracle().operands(graph, inputs).entrySet()) {
            Node node = entry.getKey();
            if (isFree(node)) {
                continue;
            }
            Blame blame = new Blame(node.op().name(), "to blame: " + node.op() + " of " + node.inputSpecs());
            try (SingleOp single = new SingleOp(backend, node.op(), node.inputSpecs())) {
                List<Expected> expected = exam.oracle().expect(node.op(), entry.getValue());
                if (differ(single.run(entry.getValue()), expected)) {
                    return Optional.of(blame);
                }
            } catch (RuntimeException e) {
                return Optional.of(blame);
            }
        }
        return Optional.empty();
    }

    private static boolean isFree(Node node) {
        return node.op() instanceof Constant || node.op() instanceof Reshape;
    }

    /** Looks at the operations of the lowered graph that the graph itself does not have; what they mean, they must say. */
    private Optional<Blame> fused() {
        Graph lowered = backend.lower(graph);
        if (!lowered.nodes().stream().allMatch(node -> isKnown(node) || node.op() instanceof Decomposable)) {
            return Optional.empty();
        }
        for (Map.Entry<Node, List<HostTensor>> entry :
                exam.oracle().operands(lowered, inputs).entrySet()) {
            Node node = entry.getKey();
            if (isKnown(node) || isRight(node, entry.getValue())) {
                continue;
            }
            return Optional.of(new Blame(
                    node.op().name(),
                    "each operation by itself is right; to blame is what some were lowered into: " + node.op() + " of "
                            + node.inputSpecs()));
        }
        return Optional.empty();
    }

    private boolean isKnown(Node node) {
        return graph.nodes().stream().anyMatch(known -> known.op().equals(node.op()));
    }

    private boolean isRight(Node node, List<HostTensor> operands) {
        Trial trial = new Trial(node.op(), operands, Trial.Family.ORDINARY);
        try {
            Optional<OpKernel> kernel = backend.prepare(node.op(), node.inputSpecs(), node.outputSpecs());
            if (kernel.isEmpty()) {
                return true;
            }
            KernelTrial run = new KernelTrial(backend, trial, kernel.get());
            List<HostTensor> found = run.run(operands);
            run.inPlace(operands, found);
            return !differ(found, exam.oracle().expect(node.op(), operands));
        } catch (RuntimeException e) {
            return false;
        }
    }

    private Optional<Blame> lowered() {
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            List<Graph.Output> outputs = new ArrayList<>();
            node.outputs().forEach(value -> outputs.add(new Graph.Output("value" + outputs.size(), value)));
            Graph part = new Graph(
                    graph.inputs(), List.of(), graph.nodes().subList(0, i + 1), outputs, List.of(), Optional.empty());
            try (GraphRun run = new GraphRun(backend, part, Map.of())) {
                run.set(inputs);
                run.run();
                Map<String, Expected> expected = exam.oracle().expect(part, inputs);
                List<HostTensor> found = new ArrayList<>();
                List<Expected> wanted = new ArrayList<>();
                outputs.forEach(output -> {
                    found.add(run.output(output.name()));
                    wanted.add(expected.get(output.name()));
                });
                if (differ(found, wanted)) {
                    return Optional.of(onceLowered(node, part));
                }
            } catch (RuntimeException e) {
                return Optional.of(onceLowered(node, part));
            }
        }
        return Optional.empty();
    }

    private Blame onceLowered(Node node, Graph part) {
        String into = backend.lower(part).nodes().stream()
                .filter(made -> made.outputs().contains(node.outputs().get(0)))
                .map(made -> " into " + made.op() + " of " + made.inputSpecs())
                .findFirst()
                .orElse("");
        return new Blame(
                node.op().name(),
                "each operation by itself is right; wrong is " + node.op() + " of " + node.inputSpecs()
                        + " once it is lowered" + into);
    }

    private boolean differ(List<HostTensor> found, List<Expected> expected) {
        for (int i = 0; i < found.size(); i++) {
            if (exam.comparison()
                    .ofSeveralSteps()
                    .compare(found.get(i), expected.get(i), Comparison.Strictness.KINDS)
                    .problem()
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
