package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.graph.Graph;
import dev.cortado.conformance.oracle.Expected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a graph as core runs it, lowered and planned, and compares its results and updates with the oracle. */
final class GraphTrial {

    private static final String UPDATE = "update of ";

    private final Examination exam;
    private final Graph graph;
    private final Graph stateless;

    GraphTrial(Examination exam, Graph graph) {
        this.exam = exam;
        this.graph = graph;
        this.stateless = stateless(graph);
    }

    /** Lets the oracle work on the first step already. */
    void foresee(Map<String, HostTensor> inputs, Map<String, HostTensor> start, String subject) {
        Map<String, HostTensor> all = new LinkedHashMap<>(inputs);
        all.putAll(start);
        GraphQuestion question = new GraphQuestion(subject, all);
        exam.answers().foresee(question, oracle -> question.answer(oracle, stateless));
    }

    /** Tells whether the backend promises all that the graph needs. */
    boolean isPromised() {
        return graph.nodes().stream().allMatch(node -> exam.promises(node.op(), node.inputSpecs()));
    }

    /**
     * Runs some steps; after each, results and state must follow from the state before.
     *
     * @throws Broken if they do not; it names the operation to blame where one can be found
     */
    void run(Map<String, HostTensor> inputs, Map<String, HostTensor> start, int steps, String subject) {
        try (GraphRun run = new GraphRun(exam.backend(), graph, start)) {
            Map<String, HostTensor> state = start;
            for (int step = 0; step < steps; step++) {
                Map<String, HostTensor> all = new LinkedHashMap<>(inputs);
                all.putAll(state);
                Map<String, Expected> expected = exam.expect(subject, stateless, all);
                run.set(inputs);
                run.run();
                Map<String, HostTensor> after = run.state();
                for (Graph.Output output : graph.outputs()) {
                    compare(output.name(), run.output(output.name()), expected, all, subject);
                }
                for (Graph.Update update : graph.updates()) {
                    String path = update.variable().path();
                    compare(UPDATE + path, after.get(path), expected, all, subject);
                }
                state = after;
            }
        }
    }

    private void compare(
            String name, HostTensor found, Map<String, Expected> expected, Map<String, HostTensor> inputs, String of) {
        Comparison.Verdict verdict =
                exam.comparison().ofSeveralSteps().compare(found, expected.get(name), Comparison.Strictness.KINDS);
        if (verdict.problem().isEmpty()) {
            return;
        }
        Optional<GuiltyNode.Blame> guilty = new GuiltyNode(exam, stateless, inputs).find();
        throw new Broken(
                "forward",
                guilty.map(GuiltyNode.Blame::op).orElse(null),
                name + " in " + of + ": " + verdict.problem().get() + "; "
                        + guilty.map(GuiltyNode.Blame::words).orElse("each operation by itself is right"));
    }

    /** Lets variables enter as inputs and leave as results. */
    private static Graph stateless(Graph graph) {
        List<Graph.Input> inputs = new ArrayList<>(graph.inputs());
        graph.variables()
                .forEach(read -> inputs.add(new Graph.Input(read.variable().path(), read.value())));
        List<Graph.Output> outputs = new ArrayList<>(graph.outputs());
        graph.updates()
                .forEach(update ->
                        outputs.add(new Graph.Output(UPDATE + update.variable().path(), update.value())));
        return new Graph(inputs, List.of(), graph.nodes(), outputs, List.of(), Optional.empty());
    }
}
