package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.Constant;
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

    /** Returns the node that is wrong by itself, or else the first one that is wrong once the graph is lowered. */
    Optional<Node> find() {
        Optional<Node> alone = alone();
        return alone.isPresent() ? alone : lowered();
    }

    private Optional<Node> alone() {
        for (Map.Entry<Node, List<HostTensor>> entry :
                exam.oracle().operands(graph, inputs).entrySet()) {
            Node node = entry.getKey();
            if (node.op() instanceof Constant || node.op() instanceof Reshape) {
                continue;
            }
            try (SingleOp single = new SingleOp(backend, node.op(), node.inputSpecs())) {
                List<Expected> expected = exam.oracle().expect(node.op(), entry.getValue());
                if (differ(single.run(entry.getValue()), expected)) {
                    return Optional.of(node);
                }
            } catch (RuntimeException e) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private Optional<Node> lowered() {
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
                    return Optional.of(node);
                }
            } catch (RuntimeException e) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
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
