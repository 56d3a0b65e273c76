package dev.cortado.core.run;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.op.Constant;
import dev.cortado.core.lower.BackendFailure;
import dev.cortado.core.lower.LoweredGraph;
import dev.cortado.core.plan.MemoryPlan;
import dev.cortado.core.plan.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Ties the kernels of a program to memory. */
public final class Binding implements AutoCloseable {

    private final Backend backend;
    private final LoweredGraph lowered;
    private final MemoryPlan plan;
    private final Function<String, BufferView> inputs;
    private final Function<Variable, BufferView> variables;
    private final Arenas arenas;
    private final Map<Integer, Buffer> literals = new HashMap<>();
    private final PreparedTensors kept;

    /**
     * Creates a binding and uploads the constants.
     *
     * @param inputs gives the buffer of an input
     * @param variables gives the buffer of a variable
     * @param kept what kernels keep between runs; closed with the binding
     */
    Binding(
            Backend backend,
            LoweredGraph lowered,
            MemoryPlan plan,
            Function<String, BufferView> inputs,
            Function<Variable, BufferView> variables,
            Arenas arenas,
            PreparedTensors kept) {
        this.backend = backend;
        this.lowered = lowered;
        this.plan = plan;
        this.inputs = inputs;
        this.variables = variables;
        this.arenas = arenas;
        this.kept = kept;
        List<Node> nodes = lowered.graph().nodes();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).op() instanceof Constant constant) {
                HostTensor value = constant.value();
                Buffer buffer = backend.allocate(value.dtype(), value.spec().elements());
                backend.upload(value, BufferView.of(buffer, value.spec()));
                literals.put(i, buffer);
            }
        }
    }

    /** Returns the invocations of the schedule, tied to the memory as it is now. */
    public Invocation[] invocations() {
        List<Node> schedule = plan.schedule();
        Invocation[] invocations = new Invocation[schedule.size()];
        for (int i = 0; i < invocations.length; i++) {
            Node node = schedule.get(i);
            List<BufferView> workspace = new ArrayList<>();
            List<TensorSpec> specs = lowered.kernels().get(node).workspace();
            for (int k = 0; k < specs.size(); k++) {
                workspace.add(view(plan.workspaces().get(i).get(k), specs.get(k)));
            }
            Invocation bound = bind(node, workspace);
            // only what is kept is still there in the next run
            invocations[i] = plan.keepsWorkspace(i) ? bound : bound::run;
        }
        return invocations;
    }

    private Invocation bind(Node node, List<BufferView> workspace) {
        try {
            return lowered.kernels().get(node).bind(views(node.inputs()), views(node.outputs()), workspace);
        } catch (CortadoException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw BackendFailure.in("binding a kernel", backend, node, e);
        }
    }

    /** Returns the copies that save old values before anything is stored. */
    public Invocation[] stages() {
        return plan.staged().stream()
                .map(stage -> copy(view(stage.from(), stage.spec()), view(stage.to(), stage.spec())))
                .toArray(Invocation[]::new);
    }

    /** Returns the copies of new values into their variables. */
    public Invocation[] stores() {
        return plan.stores().stream()
                .map(store -> copy(view(store.from(), store.variable().spec()), variables.apply(store.variable())))
                .toArray(Invocation[]::new);
    }

    private Invocation copy(BufferView from, BufferView to) {
        return () -> backend.copy(from, to);
    }

    /** Returns where the results of the graph are read from. */
    public List<BufferView> results() {
        List<BufferView> views = new ArrayList<>();
        for (int i = 0; i < plan.results().size(); i++) {
            views.add(view(
                    plan.results().get(i),
                    lowered.graph().outputs().get(i).value().spec()));
        }
        return views;
    }

    /** Returns where a value lies. */
    public BufferView view(Value value) {
        return view(plan.places().get(value), value.spec());
    }

    private List<BufferView> views(List<Value> values) {
        return values.stream().map(this::view).toList();
    }

    private BufferView view(Storage storage, TensorSpec spec) {
        if (storage instanceof Storage.Arena arena) {
            return new BufferView(arenas.buffer(arena.dtype()), arena.offset(), spec);
        }
        if (storage instanceof Storage.State state) {
            BufferView whole = variables.apply(state.variable());
            return new BufferView(whole.buffer(), whole.offset(), spec);
        }
        if (storage instanceof Storage.Kept place) {
            return kept.view(place.index(), spec);
        }
        if (storage instanceof Storage.Input input) {
            BufferView whole = inputs.apply(input.name());
            return new BufferView(whole.buffer(), whole.offset(), spec);
        }
        return new BufferView(literals.get(((Storage.Literal) storage).index()), 0, spec);
    }

    /** Returns the bytes of all constants. */
    long literalBytes() {
        return literals.values().stream()
                .mapToLong(buffer -> buffer.elements() * buffer.dtype().bytes())
                .sum();
    }

    @Override
    public void close() {
        literals.values().forEach(Buffer::close);
        kept.close();
    }
}
