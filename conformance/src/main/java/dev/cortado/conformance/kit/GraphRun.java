package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Variable;
import dev.cortado.core.run.Arenas;
import dev.cortado.core.run.Program;
import dev.cortado.core.run.StateClock;
import java.util.LinkedHashMap;
import java.util.Map;

/** A graph as a program on a backend, with the variables that it reads. */
final class GraphRun implements AutoCloseable {

    private final Backend backend;
    private final Graph graph;
    private final Arenas arenas;
    private final Program program;
    private final Map<Variable, BufferView> variables = new LinkedHashMap<>();

    /** Compiles a graph; each variable starts with the value of its path. */
    GraphRun(Backend backend, Graph graph, Map<String, HostTensor> state) {
        this.backend = backend;
        this.graph = graph;
        for (Graph.Read read : graph.variables()) {
            Variable variable = read.variable();
            Buffer buffer =
                    backend.allocate(variable.spec().dtype(), variable.spec().elements());
            BufferView view = BufferView.of(buffer, variable.spec());
            backend.upload(state.get(variable.path()), view);
            variables.put(variable, view);
        }
        arenas = new Arenas(backend);
        program = new Program(backend, graph, variables::get, arenas, new StateClock());
    }

    /** Runs the program once on the values that were set. */
    boolean run() {
        return program.run();
    }

    /** Sets what the graph takes. */
    void set(Map<String, HostTensor> inputs) {
        graph.inputs().forEach(input -> program.input(input.name()).set(inputs.get(input.name())));
    }

    /** Returns a copy of a result. */
    HostTensor output(String name) {
        return program.output(name).value();
    }

    /** Returns what the variables hold. */
    Map<String, HostTensor> state() {
        Map<String, HostTensor> state = new LinkedHashMap<>();
        variables.forEach((variable, view) -> {
            HostTensor value = HostTensor.zeros(variable.spec());
            backend.download(view, value);
            state.put(variable.path(), value);
        });
        return state;
    }

    @Override
    public void close() {
        program.close();
        arenas.close();
        variables.values().forEach(view -> view.buffer().close());
    }
}
