package dev.cortado.core.run;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.op.Op;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.List;

/** One operation as a program of its own: what eager mode, constant folding and comparisons run. */
public final class SingleOp implements AutoCloseable {

    private final Arenas arenas;
    private final Program program;
    private final List<InputPort> inputs = new ArrayList<>();
    private final List<OutputPort> outputs = new ArrayList<>();

    /** Compiles an operation for operands of the given specs. */
    public SingleOp(Backend backend, Op op, List<TensorSpec> specs) {
        GraphBuilder builder = new GraphBuilder();
        List<Tensor> operands = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            operands.add(builder.input("operand" + i, specs.get(i)));
        }
        List<Tensor> results = builder.apply(op, operands);
        for (int i = 0; i < results.size(); i++) {
            builder.output("result" + i, results.get(i));
        }
        Graph graph = builder.build();
        arenas = new Arenas(backend);
        program = new Program(backend, graph, variable -> null, arenas, new StateClock());
        graph.inputs().forEach(input -> inputs.add(program.input(input.name())));
        graph.outputs().forEach(output -> outputs.add(program.output(output.name())));
    }

    /** Runs the operation and returns new host tensors. */
    public List<HostTensor> run(List<HostTensor> operands) {
        for (int i = 0; i < operands.size(); i++) {
            inputs.get(i).set(operands.get(i));
        }
        program.run();
        return outputs.stream().map(OutputPort::value).toList();
    }

    @Override
    public void close() {
        program.close();
        arenas.close();
    }
}
