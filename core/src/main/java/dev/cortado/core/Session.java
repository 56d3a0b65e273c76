package dev.cortado.core;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.core.eager.EagerScope;
import dev.cortado.core.optimize.CommonSubexpressions;
import dev.cortado.core.optimize.ConstantFolding;
import dev.cortado.core.optimize.DeadCode;
import dev.cortado.core.optimize.GraphPass;
import dev.cortado.core.optimize.Identities;
import dev.cortado.core.run.Arenas;
import dev.cortado.core.run.PlanReport;
import dev.cortado.core.run.Program;
import dev.cortado.core.run.SingleOp;
import dev.cortado.core.run.StateClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One backend, one set of variables, and the programs compiled for them.
 *
 * <p>Programs are cached by mode, network and input spec. Of more than {@link #CACHED} the one that was neither asked for nor
 * run for longest is closed, so ask for a program again rather than keep one that seldom runs. A
 * session is used by one thread at a time; several sessions may run at once.
 */
public final class Session implements AutoCloseable {

    /** How many programs are kept. */
    public static final int CACHED = 32;

    private final Backend backend;
    private final DType floatType;
    private final long seed;
    private final boolean strict;
    private final VariableStore variables;
    private final Arenas arenas;
    private final StateClock clock = new StateClock();
    private final EagerScope eager;
    private final NetworkTraces traces;
    private final Map<Key, Program> programs = new LinkedHashMap<>();
    private long compilations;
    private boolean closed;

    /** What a program was compiled for; networks, losses and optimizers count as the same only if they are one object. */
    private record Key(String mode, Identity network, Identity loss, Identity optimizer, TensorSpec input) {}

    private record Identity(Object object) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity identity && identity.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    private Session(Builder builder) {
        this.backend = builder.backend;
        this.floatType = builder.floatType;
        this.seed = builder.seed;
        this.strict = builder.strict;
        this.variables = new VariableStore(backend, seed, clock);
        this.arenas = new Arenas(backend);
        this.eager = new EagerScope(backend);
        this.traces = new NetworkTraces(floatType, variables::declare);
    }

    /** Returns a builder of a session that owns the given backend. */
    public static Builder builder(Backend backend) {
        return new Builder(backend);
    }

    /** Returns the backend. */
    public Backend backend() {
        return backend;
    }

    /** Returns the floating type of parameters and activations. */
    public DType floatType() {
        return floatType;
    }

    /** Returns the seed from which all random numbers derive. */
    public long seed() {
        return seed;
    }

    /** Returns the variables. */
    public VariableStore variables() {
        return variables;
    }

    /** Returns the scope that runs every operation at once. */
    public EagerScope eager() {
        return eager;
    }

    /** Returns how many programs were compiled so far. */
    public long compilations() {
        return compilations;
    }

    /**
     * Returns the program that maps {@code input} to {@code output}.
     *
     * @throws ModelException if shapes do not fit
     */
    public Program inference(Layer network, TensorSpec input) {
        Key key = new Key("inference", new Identity(network), new Identity(null), new Identity(null), input);
        return program(key, () -> traces.inference(network, input));
    }

    /**
     * Returns the program that maps {@code input} and {@code target} to {@code output} and {@code loss}, as in inference.
     *
     * @throws ModelException if shapes do not fit
     */
    public Program evaluation(Layer network, Loss loss, TensorSpec input) {
        Key key = new Key("evaluation", new Identity(network), new Identity(loss), new Identity(null), input);
        return program(key, () -> traces.evaluation(network, loss, input));
    }

    /**
     * Returns one training step as a program.
     *
     * <p>Inputs: {@code input}; {@code target}, as the loss wants it; {@code learning_rate}; {@code step}, 1 in the first;
     * {@code key}, the int64 random key of the step. Results: {@code loss}, {@code output}, {@code gradient_norm}. If loss
     * or norm is not finite, {@link Program#run} returns false and no variable has changed.
     *
     * @throws ModelException if shapes do not fit
     */
    public Program training(Layer network, Loss loss, Optimizer optimizer, TensorSpec input) {
        Key key = new Key("training", new Identity(network), new Identity(loss), new Identity(optimizer), input);
        return program(key, () -> traces.training(network, loss, optimizer, input));
    }

    /** Compiles a graph that was traced by hand; the caller closes the program. */
    public Program compile(Graph graph) {
        checkOpen();
        compilations++;
        Program program = new Program(backend, optimize(graph), variables::view, arenas, clock);
        if (strict) {
            refuseDecompositions(program);
        }
        return program;
    }

    private void refuseDecompositions(Program program) {
        List<CortadoException> problems = new ArrayList<>();
        for (PlanReport.Decomposition each : program.plan().decompositions()) {
            problems.add(CortadoException.backend(
                    backend.name(),
                    "op-decomposed",
                    each.origin().toString(),
                    "backend " + backend.name() + " has no kernel for " + each.op() + ", which would run as "
                            + each.parts() + (each.parts() == 1 ? " part" : " parts"),
                    "strict mode refuses this: allow it, choose another backend, or install a plug-in with a kernel",
                    null));
        }
        if (!problems.isEmpty()) {
            program.close();
            throw CortadoException.all("the network in strict mode", problems);
        }
    }

    private Program program(Key key, Supplier<Graph> trace) {
        checkOpen();
        Program program = programs.get(key);
        if (program == null) {
            program = compile(trace.get());
            if (programs.size() >= CACHED) {
                closeLeastRecentlyUsed();
            }
            programs.put(key, program);
        }
        program.touch();
        return program;
    }

    private void closeLeastRecentlyUsed() {
        Map.Entry<Key, Program> oldest = Collections.min(
                programs.entrySet(),
                Comparator.comparingLong(entry -> entry.getValue().lastUse()));
        programs.remove(oldest.getKey());
        oldest.getValue().close();
    }

    private Graph optimize(Graph graph) {
        List<GraphPass> passes = List.of(
                new DeadCode(),
                new ConstantFolding((node, operands) -> {
                    try (SingleOp program = new SingleOp(backend, node.op(), node.inputSpecs())) {
                        return program.run(operands);
                    }
                }),
                new Identities(),
                new CommonSubexpressions(),
                new DeadCode());
        Graph result = graph;
        for (GraphPass pass : passes) {
            result = pass.apply(result);
        }
        return result;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this session on backend " + backend.name() + " was closed");
        }
    }

    /** Closes all programs and the backend; closing twice does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            programs.values().forEach(Program::close);
            eager.close();
            arenas.close();
            backend.close();
        }
    }

    /** Sets up a session. */
    public static final class Builder {

        private final Backend backend;
        private DType floatType = DType.FLOAT32;
        private long seed = 42;
        private boolean strict;

        private Builder(Backend backend) {
            this.backend = backend;
        }

        /** Sets the floating type of parameters and activations; float32 if not set. */
        public Builder floatType(DType type) {
            if (!type.isFloating()) {
                throw new IllegalArgumentException(type + " is not a floating type");
            }
            this.floatType = type;
            return this;
        }

        /** Sets the seed from which all random numbers derive; 42 if not set. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /** Refuses programs with operations that the backend runs in parts, each by name; off if not set. */
        public Builder strict(boolean refused) {
            this.strict = refused;
            return this;
        }

        /** Returns the session. */
        public Session build() {
            return new Session(this);
        }
    }
}
