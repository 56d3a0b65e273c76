package dev.cortado.core.trace;

import dev.cortado.api.ShapeException;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records operations into a graph.
 *
 * <p>Variables are read and written in the manner of SSA: a read after a write in the same trace sees the new value.
 */
public final class GraphBuilder implements TensorScope {

    /** Decides what happens when operands do not fit. */
    @FunctionalInterface
    public interface ShapeErrors {

        /**
         * Returns specs to go on with, or throws.
         *
         * @param error what is wrong
         * @param follows whether an operand comes from an earlier error that was recovered from
         * @param origin where it happened
         */
        List<TensorSpec> recover(ShapeException error, boolean follows, Origin origin);
    }

    private final ShapeErrors errors;
    private final List<Graph.Input> inputs = new ArrayList<>();
    private final Map<Variable, Value> reads = new LinkedHashMap<>();
    private final Map<Variable, Value> writes = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Graph.Output> outputs = new ArrayList<>();
    private final Set<Value> assumed = new HashSet<>();
    private Optional<Value> guard = Optional.empty();
    private Origin origin = Origin.of("", Origin.Stage.FORWARD);
    private int nextId;

    /** Creates a builder that throws the first shape error, with its place. */
    public GraphBuilder() {
        this((error, follows, where) -> {
            throw error.where().isPresent() || where.paths().isEmpty() ? error : error.at(where.toString());
        });
    }

    /** Creates a builder that asks about shape errors. */
    public GraphBuilder(ShapeErrors errors) {
        this.errors = errors;
    }

    /** Adds an input. */
    public Tensor input(String name, TensorSpec spec) {
        if (inputs.stream().anyMatch(input -> input.name().equals(name))) {
            throw new IllegalArgumentException("there are two inputs called '" + name + "'");
        }
        Value value = newValue(spec);
        inputs.add(new Graph.Input(name, value));
        return tensor(value);
    }

    /** Returns the present value of a variable. */
    public Tensor read(Variable variable) {
        Value written = writes.get(variable);
        return tensor(written != null ? written : reads.computeIfAbsent(variable, key -> newValue(key.spec())));
    }

    /** Sets the value that a variable has from here on. */
    public void write(Variable variable, Tensor next) {
        if (!next.spec().equals(variable.spec())) {
            throw new ShapeException(
                    "variable " + variable.path() + " is " + variable.spec() + ", but its next value is " + next.spec(),
                    "keep type and shape",
                    null);
        }
        reads.computeIfAbsent(variable, key -> newValue(key.spec()));
        writes.put(variable, value(next));
    }

    /** Adds a result. */
    public void output(String name, Tensor tensor) {
        if (outputs.stream().anyMatch(output -> output.name().equals(name))) {
            throw new IllegalArgumentException("there are two results called '" + name + "'");
        }
        outputs.add(new Graph.Output(name, value(tensor)));
    }

    /** Sets the scalar that must be finite for the updates to be done. */
    public void guard(Tensor scalar) {
        if (scalar.shape().rank() != 0 || !scalar.dtype().isFloating()) {
            throw new IllegalArgumentException("a guard is a floating scalar, not " + scalar.spec());
        }
        guard = Optional.of(value(scalar));
    }

    /** Returns the origin that nodes get now. */
    public Origin origin() {
        return origin;
    }

    /** Sets the origin of the nodes to come and returns the one before. */
    public Origin origin(Origin next) {
        Origin before = origin;
        origin = next;
        return before;
    }

    @Override
    public List<Tensor> apply(Op op, List<Tensor> operands) {
        List<Value> values = operands.stream().map(this::value).toList();
        boolean follows = values.stream().anyMatch(assumed::contains);
        boolean recovered = false;
        List<TensorSpec> specs;
        try {
            specs = op.infer(values.stream().map(Value::spec).toList());
        } catch (ShapeException e) {
            specs = errors.recover(e, follows, origin);
            recovered = true;
        } catch (IllegalArgumentException | ArithmeticException e) {
            String operation =
                    op.name() + " of " + values.stream().map(Value::spec).toList();
            specs = errors.recover(
                    new ShapeException(
                            operation + " gives no valid shape: " + e.getMessage(), "use smaller sizes", null),
                    follows,
                    origin);
        }
        List<Value> results = specs.stream().map(this::newValue).toList();
        if (follows || recovered) {
            assumed.addAll(results);
        }
        nodes.add(new Node(op, values, results, origin));
        return results.stream().map(this::tensor).toList();
    }

    /** Returns the nodes recorded so far, in a new list. */
    public List<Node> nodes() {
        return new ArrayList<>(nodes);
    }

    /** Returns a symbol that nothing computes, to go on with after an error; what is built on it counts as assumed. */
    Tensor assume(TensorSpec spec) {
        Value value = newValue(spec);
        assumed.add(value);
        return tensor(value);
    }

    /** Returns the tensor that stands for a value of this builder. */
    public Tensor tensor(Value value) {
        return new TracedTensor(this, value);
    }

    /** Returns the value that a tensor of this builder stands for. */
    public Value value(Tensor tensor) {
        if (tensor instanceof TracedTensor traced && traced.builder() == this) {
            return traced.symbol();
        }
        throw new IllegalArgumentException(
                "a tensor of another trace, or of eager mode, cannot be used here; pass it in as a constant or an input");
    }

    /** Returns the graph recorded so far. */
    public Graph build() {
        List<Graph.Read> read = new ArrayList<>();
        reads.forEach((variable, value) -> read.add(new Graph.Read(variable, value)));
        List<Graph.Update> updates = new ArrayList<>();
        writes.forEach((variable, value) -> updates.add(new Graph.Update(variable, value)));
        return new Graph(inputs, read, nodes, outputs, updates, guard);
    }

    private Value newValue(TensorSpec spec) {
        return new Value(nextId++, spec);
    }
}
