package dev.cortado.core.trace;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.MatMul;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network consists of: its layers with shapes, parameters and costs, found by tracing, without a backend.
 *
 * @param rows the layers that do not call others or have variables of their own, in the order in which they run
 */
public record NetworkSummary(List<Row> rows) {

    /** Creates a summary. */
    public NetworkSummary {
        rows = List.copyOf(rows);
    }

    /**
     * One layer.
     *
     * @param path where it stands
     * @param type its class, such as {@code Conv2d}
     * @param output shape of its result
     * @param parameters how many numbers an optimizer changes; 0 where they are shared with an earlier row
     * @param state how many further numbers it keeps, such as running means
     * @param multiplyAdds multiply-adds of its convolutions and matrix products in one forward pass
     * @param receptiveField how many pixels of the input each result depends on, per spatial axis
     * @param outputBytes memory of its result
     */
    public record Row(
            String path,
            String type,
            Shape output,
            long parameters,
            long state,
            long multiplyAdds,
            List<Integer> receptiveField,
            long outputBytes) {}

    /**
     * Returns the summary of a network.
     *
     * @param network the network
     * @param input spec of a batch, usually of one image
     * @throws dev.cortado.core.trace.ModelException if shapes do not fit
     */
    public static NetworkSummary of(Layer network, TensorSpec input) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        DType type = input.dtype().isFloating() ? input.dtype() : DType.FLOAT32;
        Tracer tracer = new Tracer(
                false,
                type,
                new SharedNames(),
                (variable, initializer) -> variables.putIfAbsent(variable.path(), variable));
        Tensor image = tracer.builder().input("input", input);
        tracer.network(network, image);
        List<Node> nodes = tracer.builder().nodes();
        ReceptiveFields fields = new ReceptiveFields(tracer.builder().value(image), nodes);
        Map<String, Row> rows = new LinkedHashMap<>();
        for (LayerCall call : tracer.calls()) {
            Row row = new Row(
                    call.path(),
                    call.layer().getClass().getSimpleName(),
                    call.outputSpec().shape(),
                    count(variables, call.path(), true),
                    count(variables, call.path(), false),
                    multiplyAdds(nodes, call.path()),
                    fields.of(call.output()),
                    call.outputSpec().bytes());
            // a layer that calls others is shown if it has variables of its own; one that is called again counts once
            if (!call.composite() || row.parameters() + row.state() > 0) {
                rows.put(call.path(), row);
            }
        }
        return new NetworkSummary(List.copyOf(rows.values()));
    }

    private static long count(Map<String, Variable> variables, String path, boolean trainable) {
        String prefix = path.isEmpty() ? "" : path + ".";
        return variables.values().stream()
                .filter(variable -> variable.path().startsWith(prefix)
                        && variable.path().indexOf('.', prefix.length()) < 0
                        && variable.trainable() == trainable)
                .mapToLong(variable -> variable.spec().elements())
                .sum();
    }

    private static long multiplyAdds(List<Node> nodes, String path) {
        List<String> paths = path.isEmpty() ? List.of() : List.of(path);
        return nodes.stream()
                .filter(node -> node.origin().paths().equals(paths))
                .filter(node -> node.op() instanceof Convolution || node.op() instanceof MatMul)
                .mapToLong(node ->
                        node.op().cost(node.inputSpecs(), node.outputSpecs()).flops() / 2)
                .sum();
    }

    /** Returns the numbers of all layers that an optimizer changes. */
    public long parameters() {
        return rows.stream().mapToLong(Row::parameters).sum();
    }

    /** Returns the multiply-adds of one forward pass. */
    public long multiplyAdds() {
        return rows.stream().mapToLong(Row::multiplyAdds).sum();
    }
}
