package dev.cortado.api.graph;

import dev.cortado.api.Stability;
import java.util.List;
import java.util.Optional;

/**
 * A computation as data: what enters, nodes in an order in which they can run, what leaves.
 *
 * <p>State enters as variables and leaves as updates. All updates are computed from the state as it was before the step,
 * and none is done if the guard is not finite. Immutable.
 *
 * @param inputs what is passed in at each run
 * @param variables the state that is read
 * @param nodes the operations, each after the producers of its operands
 * @param outputs the results of a run
 * @param updates the next values of variables
 * @param guard a floating scalar that must be finite for the updates to be done
 */
@Stability.Experimental
public record Graph(
        List<Input> inputs,
        List<Read> variables,
        List<Node> nodes,
        List<Output> outputs,
        List<Update> updates,
        Optional<Value> guard) {

    /**
     * Something that is passed in at each run.
     *
     * @param name the name by which it is passed
     * @param value the value inside the graph
     */
    public record Input(String name, Value value) {}

    /**
     * The value that a variable has before the step.
     *
     * @param variable the variable
     * @param value the value inside the graph
     */
    public record Read(Variable variable, Value value) {}

    /**
     * A result of a run.
     *
     * @param name the name by which it is fetched
     * @param value the value inside the graph
     */
    public record Output(String name, Value value) {}

    /**
     * The value that a variable has after the step.
     *
     * @param variable the variable
     * @param value the value inside the graph
     */
    public record Update(Variable variable, Value value) {}

    /** Creates a graph; lists are copied. */
    public Graph {
        inputs = List.copyOf(inputs);
        variables = List.copyOf(variables);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        updates = List.copyOf(updates);
    }

    /** Returns this graph with other nodes. */
    public Graph withNodes(List<Node> others) {
        return new Graph(inputs, variables, others, outputs, updates, guard);
    }
}
