package dev.cortado.backend.opencl;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorScope;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records the operations of a test into a graph. */
final class TracedGraph implements TensorScope {

    private final List<Graph.Input> inputs = new ArrayList<>();
    private final List<Graph.Read> reads = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Graph.Output> outputs = new ArrayList<>();
    private final List<Graph.Update> updates = new ArrayList<>();
    private Origin.Stage stage = Origin.Stage.FORWARD;
    private int values;

    Tensor input(DType dtype, int... sizes) {
        Symbol symbol = symbol(TensorSpec.of(dtype, sizes));
        inputs.add(new Graph.Input("input" + inputs.size(), symbol.symbol));
        return symbol;
    }

    Tensor variable(String path, int... sizes) {
        Symbol symbol = symbol(TensorSpec.of(DType.FLOAT32, sizes));
        reads.add(new Graph.Read(new Variable(path, symbol.spec(), true), symbol.symbol));
        return symbol;
    }

    void output(Tensor tensor) {
        outputs.add(new Graph.Output("output" + outputs.size(), ((Symbol) tensor).symbol));
    }

    void update(String path, Tensor tensor) {
        updates.add(new Graph.Update(new Variable(path, tensor.spec(), true), ((Symbol) tensor).symbol));
    }

    void enter(Origin.Stage next) {
        stage = next;
    }

    Graph graph() {
        return new Graph(inputs, reads, nodes, outputs, updates, Optional.empty());
    }

    @Override
    public List<Tensor> apply(Op op, List<Tensor> operands) {
        List<Value> given =
                operands.stream().map(tensor -> ((Symbol) tensor).symbol).toList();
        List<Symbol> results = op.infer(given.stream().map(Value::spec).toList()).stream()
                .map(this::symbol)
                .toList();
        nodes.add(new Node(op, given, results.stream().map(Symbol::toValue).toList(), Origin.of("test", stage)));
        return List.copyOf(results);
    }

    private Symbol symbol(TensorSpec spec) {
        return new Symbol(this, new Value(values++, spec));
    }

    private record Symbol(TensorScope scope, Value symbol) implements Tensor {

        Value toValue() {
            return symbol;
        }

        @Override
        public TensorSpec spec() {
            return symbol.spec();
        }

        @Override
        public HostTensor value() {
            throw new IllegalStateException("no value while tracing");
        }
    }
}
