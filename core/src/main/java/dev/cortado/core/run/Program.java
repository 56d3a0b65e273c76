package dev.cortado.core.run;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.NearestNames;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.graph.Variable;
import dev.cortado.core.lower.BackendFailure;
import dev.cortado.core.lower.Decomposed;
import dev.cortado.core.lower.LoweredGraph;
import dev.cortado.core.lower.Lowering;
import dev.cortado.core.plan.MemoryPlan;
import dev.cortado.core.plan.MemoryPlanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A compiled graph with its memory, ready to run again and again; allocates nothing in steady state.
 *
 * <p>Set the inputs, run, read the outputs. All programs of a session share memory, so results are valid until the next run
 * of any of them. Not thread-safe, like its session.
 */
public final class Program implements AutoCloseable {

    private final Backend backend;
    private final Arenas arenas;
    private final StateClock clock;
    private final LoweredGraph lowered;
    private final MemoryPlan plan;
    private final List<Graph.Input> declared;
    private final Function<Variable, BufferView> variables;
    private final PreparedTensors prepared;
    private final Binding binding;
    private final Map<String, InputPort> inputs = new LinkedHashMap<>();
    private final Map<String, OutputPort> outputs = new LinkedHashMap<>();
    private List<BufferView> outputViews = List.of();
    private final List<InputPort> required;
    private final HostTensor guardValue;
    private BufferView guardView;
    private Invocation[] invocations;
    private Invocation[] stages;
    private Invocation[] stores;
    private int generation = -1;
    /** When what kernels keep was made; negative if it never was. */
    private long preparedAt = -1;
    /** Whether programs on other threads may be reading what this one keeps. */
    private boolean shared;

    private long lastUse;
    private boolean closed;

    /**
     * Compiles a graph; sessions do this for networks.
     *
     * @param backend what it runs on
     * @param graph what it computes
     * @param variables gives the buffer of each variable of the graph
     * @param arenas memory that it shares with other programs
     * @param clock ticks whenever a variable may have changed
     */
    public Program(
            Backend backend, Graph graph, Function<Variable, BufferView> variables, Arenas arenas, StateClock clock) {
        this(backend, new Lowering(backend).apply(graph), graph.inputs(), variables, arenas, clock, null);
    }

    private Program(
            Backend backend,
            LoweredGraph lowered,
            List<Graph.Input> declared,
            Function<Variable, BufferView> variables,
            Arenas arenas,
            StateClock clock,
            Program original) {
        this.backend = backend;
        this.arenas = arenas;
        this.clock = clock;
        this.lowered = lowered;
        this.plan = original == null ? MemoryPlanner.plan(lowered, backend.alignment()) : original.plan;
        this.declared = declared;
        this.variables = variables;
        this.prepared =
                original == null ? new PreparedTensors(backend, lowered, plan) : new PreparedTensors(original.prepared);
        for (Graph.Input input : declared) {
            inputs.put(
                    input.name(),
                    new InputPort(input.name(), backend, input.value().spec()));
        }
        List<Graph.Output> results = lowered.graph().outputs();
        for (int i = 0; i < results.size(); i++) {
            outputs.put(
                    results.get(i).name(),
                    new OutputPort(this, i, results.get(i).value().spec()));
        }
        this.guardValue = lowered.graph()
                .guard()
                .map(value -> HostTensor.zeros(value.spec()))
                .orElse(null);
        this.required = required();
        this.binding =
                new Binding(backend, lowered, plan, name -> inputs.get(name).view(), variables, arenas, prepared);
    }

    /**
     * Returns this program for another thread: it has memory of its own for inputs and intermediate results, and shares the
     * variables and what kernels made of them. Close it before this one.
     *
     * <p>This program changes no variable and has run; nobody changes a variable as long as there are replicas.
     *
     * @param companion {@link Backend#companion} of this program's backend
     * @param own memory of the companion
     */
    public Program replica(Backend companion, Arenas own) {
        if (!lowered.graph().updates().isEmpty() || guardValue != null) {
            throw new IllegalStateException("a program that changes variables cannot run on several threads");
        }
        if (preparedAt != clock.now()) {
            throw new IllegalStateException("run this program before it is replicated, to prepare its weights");
        }
        Program replica = new Program(companion, lowered.on(companion), declared, variables, own, clock, this);
        replica.preparedAt = preparedAt;
        replica.shared = true;
        shared = true;
        return replica;
    }

    /** Takes over what kernels of another program of this session made of the same weights, where the bits are the same. */
    public void sharePrepared(Program other) {
        if (preparedAt != clock.now() || other.preparedAt != clock.now()) {
            throw new IllegalStateException("run both programs before they share what they prepared");
        }
        if (prepared.shareWith(other.prepared)) {
            generation = -1;
        }
    }

    private List<InputPort> required() {
        Set<Value> read = new HashSet<>();
        lowered.graph().nodes().forEach(node -> read.addAll(node.inputs()));
        lowered.graph().outputs().forEach(output -> read.add(output.value()));
        lowered.graph().updates().forEach(update -> read.add(update.value()));
        return lowered.graph().inputs().stream()
                .filter(input -> read.contains(input.value()))
                .map(input -> inputs.get(input.name()))
                .toList();
    }

    /** Returns the port of an input. */
    public InputPort input(String name) {
        return named("input", name, inputs);
    }

    /** Returns the port of a result. */
    public OutputPort output(String name) {
        return named("result", name, outputs);
    }

    private static <T> T named(String what, String name, Map<String, T> ports) {
        T port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException(
                    "the program has no " + what + " '" + name + "'; " + NearestNames.hint(name, ports.keySet()));
        }
        return port;
    }

    /**
     * Runs the program once.
     *
     * @return false if the guard was not finite, in which case no state was changed
     */
    public boolean run() {
        if (closed) {
            throw new IllegalStateException(
                    "this program was closed: by its caller, with its session, or because the session"
                            + " keeps only those in use last; ask the session for it again");
        }
        checkInputs();
        bind();
        arenas.owner(this);
        touch();
        if (!lowered.graph().updates().isEmpty()) {
            clock.tick();
        } else if (preparedAt == clock.now() && guardValue == null) {
            runPrepared();
            return true;
        }
        if (shared && !prepared.isEmpty()) {
            throw new IllegalStateException("a variable has changed, which others may be reading; replicate anew");
        }
        run(0, plan.guarded());
        if (guardValue != null) {
            backend.download(guardView, guardValue);
            if (!Double.isFinite(guardValue.get(0))) {
                copy(stages);
                return false;
            }
        }
        run(plan.guarded(), invocations.length);
        copy(stages);
        copy(stores);
        preparedAt = clock.now();
        return true;
    }

    /** Runs a program that changes no variable, when none has changed since it ran last. */
    private void runPrepared() {
        int i = 0;
        try {
            for (; i < invocations.length; i++) {
                invocations[i].runPrepared();
            }
        } catch (RuntimeException | LinkageError e) {
            throw failure(i, e);
        }
    }

    private static void copy(Invocation[] copies) {
        for (Invocation copy : copies) {
            copy.run();
        }
    }

    private void run(int from, int to) {
        int i = from;
        try {
            for (; i < to; i++) {
                invocations[i].run();
            }
        } catch (RuntimeException | LinkageError e) {
            throw failure(i, e);
        }
    }

    private RuntimeException failure(int position, Throwable cause) {
        if (!shared) {
            preparedAt = -1;
        }
        if (cause instanceof NonFiniteException nonFinite) {
            return nonFinite.at(plan.schedule().get(position).origin());
        }
        if (cause instanceof CortadoException known) {
            return known;
        }
        return BackendFailure.in("a run", backend, plan.schedule().get(position), cause);
    }

    private void bind() {
        if (generation == arenas.generation()) {
            return;
        }
        // only now, since a larger arena takes the place of the one in which other programs' results lie
        arenas.reserve(plan.arenaElements());
        invocations = binding.invocations();
        stages = binding.stages();
        stores = binding.stores();
        outputViews = binding.results();
        guardView = lowered.graph().guard().map(binding::view).orElse(null);
        generation = arenas.generation();
    }

    /** Takes all memory that a run needs, and ties the kernels to it; otherwise the first run does. */
    public void reserve() {
        bind();
    }

    /** Notes that this program is in use. */
    public void touch() {
        lastUse = arenas.tick();
    }

    /** Returns when this program was last in use, in ticks of its session. */
    public long lastUse() {
        return lastUse;
    }

    /** Inputs that are read must have been set once; others, such as the key of a network without dropout, need not. */
    private void checkInputs() {
        for (int i = 0; i < required.size(); i++) {
            if (!required.get(i).isSet()) {
                throw new IllegalStateException(
                        "input '" + required.get(i).name() + "' was never set; set every input before the first run");
            }
        }
    }

    private void checkReadable() {
        if (closed) {
            throw new IllegalStateException("this program was closed");
        }
        if (generation < 0) {
            throw new IllegalStateException("the program has not run yet; run it first");
        }
        if (arenas.owner() != this) {
            throw new IllegalStateException("another program of this session has run since and took the memory of this "
                    + "result; read results before, or copy them");
        }
    }

    void download(int output, HostTensor target) {
        checkReadable();
        backend.download(outputViews.get(output), target);
    }

    /** Returns how this program runs. */
    public PlanReport plan() {
        List<PlanReport.Row> rows = new ArrayList<>();
        for (Node node : plan.schedule()) {
            rows.add(new PlanReport.Row(
                    node.op().name(),
                    node.origin(),
                    lowered.kernels().get(node).description(),
                    Optional.ofNullable(lowered.decomposed().get(node.outputs().get(0)))
                            .map(Decomposed::op),
                    lowered.kernels().get(node).opaque(),
                    String.join(
                            ", ",
                            node.outputSpecs().stream().map(Object::toString).toList()),
                    node.op().cost(node.inputSpecs(), node.outputSpecs())));
        }
        List<PlanReport.Decomposition> decompositions = new ArrayList<>();
        lowered.parts()
                .forEach((whole, parts) ->
                        decompositions.add(new PlanReport.Decomposition(whole.op(), whole.origin(), parts)));
        return new PlanReport(rows, decompositions, memory(), plan.unplannedBytes());
    }

    /** Returns what memory this program needs. */
    public ProgramMemory memory() {
        Set<Variable> state = new HashSet<>();
        lowered.graph().variables().forEach(read -> state.add(read.variable()));
        lowered.graph().updates().forEach(update -> state.add(update.variable()));
        long stateBytes =
                state.stream().mapToLong(variable -> variable.spec().bytes()).sum();
        long inputBytes =
                inputs.values().stream().mapToLong(port -> port.spec().bytes()).sum();
        return new ProgramMemory(plan.arenaBytes(), stateBytes, plan.keptBytes(), inputBytes + binding.literalBytes());
    }

    /** Frees the buffers of inputs and constants; closing twice does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            binding.close();
            inputs.values().forEach(port -> port.view().buffer().close());
        }
    }
}
