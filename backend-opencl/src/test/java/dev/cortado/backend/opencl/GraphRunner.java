package dev.cortado.backend.opencl;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Constant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a graph node by node; a result takes an operand's memory wherever the kernel and the rest of the graph allow it. */
final class GraphRunner {

    private final Backend backend;
    private final Graph graph;
    private final Map<Value, BufferView> places = new HashMap<>();
    private final Map<Value, Integer> lastUse = new HashMap<>();

    /** How many results were written over an operand. */
    int overwritten;

    GraphRunner(Backend backend, Graph graph) {
        this.backend = backend;
        this.graph = graph;
    }

    List<HostTensor> run(List<HostTensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            places.put(graph.inputs().get(i).value(), upload(inputs.get(i)));
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (Value input : graph.nodes().get(i).inputs()) {
                lastUse.put(input, i);
            }
        }
        graph.outputs().forEach(output -> lastUse.put(output.value(), Integer.MAX_VALUE));
        for (int i = 0; i < graph.nodes().size(); i++) {
            run(graph.nodes().get(i), i);
        }
        List<HostTensor> results = new ArrayList<>();
        for (Graph.Output output : graph.outputs()) {
            HostTensor result = HostTensor.zeros(output.value().spec());
            backend.download(places.get(output.value()), result);
            results.add(result);
        }
        return results;
    }

    private void run(Node node, int position) {
        if (node.op() instanceof Constant constant) {
            places.put(node.outputs().get(0), upload(constant.value()));
            return;
        }
        OpKernel kernel = backend.prepare(node.op(), node.inputSpecs(), node.outputSpecs())
                .orElseThrow(() -> new AssertionError("no kernel for " + node.op()));
        for (int k = 0; k < node.outputs().size(); k++) {
            Value output = node.outputs().get(k);
            int operand = kernel.inPlace(k);
            boolean free = operand >= 0
                    && node.inputs().stream()
                                    .filter(node.inputs().get(operand)::equals)
                                    .count()
                            == 1
                    && lastUse.get(node.inputs().get(operand)) == position;
            overwritten += free ? 1 : 0;
            places.put(output, free ? places.get(node.inputs().get(operand)) : upload(HostTensor.zeros(output.spec())));
        }
        List<BufferView> workspace = kernel.workspace().stream()
                .map(spec -> upload(HostTensor.zeros(spec)))
                .toList();
        kernel.bind(views(node.inputs()), views(node.outputs()), workspace).run();
    }

    private List<BufferView> views(List<Value> values) {
        return values.stream()
                .map(value -> new BufferView(
                        places.get(value).buffer(), places.get(value).offset(), value.spec()))
                .toList();
    }

    private BufferView upload(HostTensor value) {
        BufferView view =
                BufferView.of(backend.allocate(value.dtype(), value.spec().elements()), value.spec());
        backend.upload(value, view);
        return view;
    }
}
