package dev.cortado.core.trace;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.layer.State;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.random.RandomKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Traces layers into a graph: the context that a layer sees. */
public final class Tracer {

    private final GraphBuilder builder;
    private final Problems problems = new Problems();
    private final boolean training;
    private final DType floatType;
    private final BiConsumer<Variable, Initializer> declare;
    private final Tensor key;
    private final Map<String, Layer> byPath = new HashMap<>();
    private final SharedNames names;
    private final Map<String, Variable> variables = new HashMap<>();
    private final Map<String, Integer> draws = new HashMap<>();
    private final List<Variable> parameters = new ArrayList<>();
    private final List<LayerCall> calls = new ArrayList<>();
    private Scope current;

    /**
     * Creates a tracer.
     *
     * @param training whether layers are traced for training
     * @param floatType the type of parameters
     * @param names how variables of shared layers are named
     * @param declare is told every variable with its initializer
     */
    public Tracer(boolean training, DType floatType, SharedNames names, BiConsumer<Variable, Initializer> declare) {
        this.builder = new GraphBuilder((error, follows, origin) -> problems.recover(error, follows, where(origin)));
        this.training = training;
        this.floatType = floatType;
        this.names = names;
        this.declare = declare;
        this.key = builder.input("key", TensorSpec.of(DType.INT64));
    }

    /** Returns the builder that records. */
    public GraphBuilder builder() {
        return builder;
    }

    /** Returns the trainable parameters in the order of their declaration. */
    public List<Variable> parameters() {
        return parameters;
    }

    /** Returns every use of a layer, inner ones before the layer that called them. */
    public List<LayerCall> calls() {
        return calls;
    }

    /** Returns the floating type of parameters. */
    public DType floatType() {
        return floatType;
    }

    /**
     * Traces a network.
     *
     * @throws dev.cortado.core.trace.ModelException if shapes do not fit, with all errors that could be found
     */
    public Tensor network(Layer network, Tensor input) {
        return step("", () -> enter("", "", network, input));
    }

    /** Traces a part outside any layer, such as a loss; shape errors name {@code where}. */
    public <T> T step(String where, java.util.function.Supplier<T> part) {
        try {
            T result = part.get();
            problems.throwIfAny();
            return result;
        } catch (Problems.TraceEnded e) {
            problems.throwIfAny();
            throw new IllegalStateException("a trace ended without a problem", e);
        } catch (ShapeException e) {
            problems.add(e.where().isPresent() || where.isEmpty() ? e : e.at(where));
            problems.throwIfAny();
            throw e;
        }
    }

    private Tensor enter(String path, String name, Layer layer, Tensor input) {
        Layer known = byPath.putIfAbsent(path, layer);
        Scope outer = current;
        String prefix = names.of(layer, outer == null ? "" : outer.variables, name);
        Scope scope = new Scope(path, layer, outer == null ? 0 : outer.depth + 1, prefix);
        if (known != null && known != layer) {
            throw scope.problem(
                    "two different layers are called by this name", "give each layer of its parent a name of its own");
        }
        current = scope;
        Origin before = builder.origin(Origin.of(path, builder.origin().stage()));
        try {
            Tensor output = layer.forward(scope, input);
            if (output == null) {
                throw scope.problem("forward returned null", "return the layer's result");
            }
            calls.add(new LayerCall(
                    path, layer, builder.value(input), builder.value(output), scope.depth, scope.composite));
            return output;
        } catch (ShapeException e) {
            problems.add(e.where().isPresent() ? e : e.at(where()));
            // a layer that says what its result would be lets the layers after it be checked as well
            return builder.assume(e.recovery()
                    .filter(specs -> specs.size() == 1)
                    .map(specs -> specs.get(0))
                    .orElseThrow(Problems.TraceEnded::new));
        } catch (CortadoException e) {
            problems.add(e);
            throw new Problems.TraceEnded();
        } catch (Problems.TraceEnded e) {
            throw e;
        } catch (RuntimeException e) {
            problems.add(new CortadoException(
                    CortadoException.Category.PLUGIN,
                    "layer-failed",
                    where(),
                    "the layer itself failed"
                            + (e.getMessage() == null
                                    ? " (" + e.getClass().getSimpleName() + ")"
                                    : ": " + e.getMessage()),
                    "this is a defect of the layer: tell whoever made it",
                    e));
            throw new Problems.TraceEnded();
        } finally {
            builder.origin(before);
            current = outer;
        }
    }

    private String where() {
        return current == null ? "" : current.where();
    }

    /** Names the layer that is being traced or, in the gradient, the one that an operation's forward part belongs to. */
    private String where(Origin origin) {
        return current == null && !origin.paths().isEmpty() ? origin.toString() : where();
    }

    /** Declares a variable that no layer owns, such as an optimizer's slot. */
    public Variable declare(Variable variable, Initializer initializer) {
        declare.accept(variable, initializer);
        return variable;
    }

    private record DeclaredState(Variable variable, String name, Tensor value) implements State {}

    /** What one layer sees. */
    private final class Scope implements LayerContext {

        private final String path;
        private final Layer layer;
        private final int depth;
        private final String variables;
        private final Set<String> declared = new HashSet<>();
        private boolean composite;

        Scope(String path, Layer layer, int depth, String variables) {
            this.path = path;
            this.layer = layer;
            this.depth = depth;
            this.variables = variables;
        }

        String where() {
            return (path.isEmpty() ? "network" : path) + " (" + layer.getClass().getSimpleName() + ")";
        }

        @Override
        public boolean training() {
            return training;
        }

        @Override
        public DType floatType() {
            return floatType;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public Tensor parameter(String name, Shape shape, Initializer initializer) {
            Variable variable = variable(name, shape, true, initializer);
            if (!parameters.contains(variable)) {
                parameters.add(variable);
            }
            return builder.read(variable);
        }

        @Override
        public State state(String name, Shape shape, Initializer initializer) {
            Variable variable = variable(name, shape, false, initializer);
            return new DeclaredState(variable, name, builder.read(variable));
        }

        private Variable variable(String name, Shape shape, boolean trainable, Initializer initializer) {
            checkName(name);
            if (!declared.add(name)) {
                throw problem("two variables are called '" + name + "'", "give each a name of its own");
            }
            String full = variables.isEmpty() ? name : variables + "." + name;
            Variable variable = new Variable(full, new TensorSpec(floatType, shape), trainable);
            Variable known = Tracer.this.variables.putIfAbsent(full, variable);
            if (known != null && !known.equals(variable)) {
                throw problem(
                        "variable " + full + " is " + known.spec() + " elsewhere in this network, but "
                                + variable.spec() + " here",
                        "a layer that is used twice needs inputs of one shape");
            }
            return declare(variable, initializer);
        }

        private void checkName(String name) {
            if (name.isEmpty() || name.contains(".")) {
                throw problem("'" + name + "' is no name", "use a name without dots, such as conv1 or weight");
            }
        }

        @Override
        public void update(State state, Tensor next) {
            builder.write(((DeclaredState) state).variable(), next);
        }

        @Override
        public Tensor randomBits(Shape shape) {
            int draw = draws.merge(path, 1, Integer::sum);
            long stream = RandomKey.of(0).derive(path).derive(draw).value();
            return key.apply(new RandomBits(shape, stream));
        }

        @Override
        public Tensor call(String name, Layer child, Tensor input) {
            checkName(name);
            composite = true;
            return enter(path.isEmpty() ? name : path + "." + name, name, child, input);
        }

        @Override
        public CortadoException problem(String what, String fix) {
            return CortadoException.user("layer-misused", where(), what, fix);
        }
    }
}
