package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.graph.Graph;
import dev.cortado.conformance.oracle.Expected;
import dev.cortado.conformance.oracle.Oracle;
import java.util.Map;

/**
 * What a graph without variables should give.
 *
 * @param name tells the graph from all others of a run
 * @param inputs what it takes
 */
record GraphQuestion(String name, Map<String, HostTensor> inputs) {

    /** The answer. */
    record Results(Map<String, Expected> expected) {}

    Results answer(Oracle oracle, Graph graph) {
        return new Results(oracle.expect(graph, inputs));
    }
}
