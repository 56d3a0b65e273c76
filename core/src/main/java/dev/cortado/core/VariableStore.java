package dev.cortado.core;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.NearestNames;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.random.RandomKey;
import dev.cortado.core.run.StateClock;
import dev.cortado.core.trace.ModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a session: their values live on the backend, outside every program, and are shared by all of them.
 *
 * <p>A variable comes into being when a network that declares it is first traced. A value that was set before waits for it.
 */
public final class VariableStore {

    private final Backend backend;
    private final StateClock clock;
    private final RandomKey key;
    private final Map<String, Variable> declared = new LinkedHashMap<>();
    private final Map<String, BufferView> views = new HashMap<>();
    private final Map<String, HostTensor> waiting = new LinkedHashMap<>();

    VariableStore(Backend backend, long seed, StateClock clock) {
        this.backend = backend;
        this.clock = clock;
        this.key = RandomKey.of(seed).derive("init");
    }

    /** Returns the declared variables in the order of their declaration. */
    public List<Variable> list() {
        return new ArrayList<>(declared.values());
    }

    /** Returns the paths of values that were set but belong to no variable so far, such as weights of another network. */
    public List<String> unclaimed() {
        return new ArrayList<>(waiting.keySet());
    }

    /** Tells whether a variable has been declared. */
    public boolean contains(String path) {
        return declared.containsKey(path);
    }

    /**
     * Returns a copy of a variable's value.
     *
     * @throws CortadoException if there is no such variable
     */
    public HostTensor get(String path) {
        BufferView view = views.get(path);
        if (view == null) {
            HostTensor early = waiting.get(path);
            if (early != null) {
                return early.copy();
            }
            throw CortadoException.user(
                    "unknown-variable", path, "there is no such variable", NearestNames.hint(path, declared.keySet()));
        }
        HostTensor value = HostTensor.zeros(view.spec());
        backend.download(view, value);
        return value;
    }

    /**
     * Sets a variable's value; before its declaration the value is kept and used instead of the initializer.
     *
     * @throws CortadoException if type or shape differ from the declared ones
     */
    public void set(String path, HostTensor value) {
        BufferView view = views.get(path);
        if (view == null) {
            waiting.put(path, value.copy());
        } else {
            mismatch(declared.get(path), value).ifPresent(problem -> {
                throw problem;
            });
            backend.upload(value, view);
            clock.tick();
        }
    }

    /** Brings variables into being, all or, if one does not fit what is there, none. */
    void declare(Map<Variable, Initializer> variables) {
        List<CortadoException> problems = new ArrayList<>();
        variables.keySet().forEach(variable -> problemOf(variable).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new ModelException(problems);
        }
        variables.forEach((variable, initializer) -> {
            if (!declared.containsKey(variable.path())) {
                create(variable, initializer);
            }
        });
    }

    private Optional<CortadoException> problemOf(Variable variable) {
        Variable known = declared.get(variable.path());
        if (known != null && !known.equals(variable)) {
            String change = known.trainable() == variable.trainable()
                    ? ""
                    : known.trainable() ? " (trainable)" : " (not trainable)";
            return Optional.of(CortadoException.user(
                    "variable-redeclared",
                    variable.path(),
                    "this variable is " + known.spec() + change + ", but the network now needs " + variable.spec(),
                    "use a session of its own for each network, and inputs of one shape"));
        }
        HostTensor value = waiting.get(variable.path());
        return known == null && value != null ? mismatch(variable, value) : Optional.empty();
    }

    private void create(Variable variable, Initializer initializer) {
        HostTensor value = waiting.get(variable.path());
        if (value == null) {
            value = initializer.initialize(variable.spec(), key.derive(variable.path()));
            if (!value.spec().equals(variable.spec())) {
                throw new CortadoException(
                        CortadoException.Category.PLUGIN,
                        "wrong-initializer",
                        variable.path(),
                        "its initializer made " + value.spec() + " instead of " + variable.spec(),
                        "let it return what it is asked for",
                        null);
            }
        }
        BufferView view = BufferView.of(
                backend.allocate(variable.spec().dtype(), variable.spec().elements()), variable.spec());
        backend.upload(value, view);
        declared.put(variable.path(), variable);
        views.put(variable.path(), view);
        waiting.remove(variable.path());
    }

    BufferView view(Variable variable) {
        return views.get(variable.path());
    }

    private static Optional<CortadoException> mismatch(Variable variable, HostTensor value) {
        return variable.spec().equals(value.spec())
                ? Optional.empty()
                : Optional.of(CortadoException.user(
                        "variable-mismatch",
                        variable.path(),
                        "the network needs " + variable.spec() + ", but the given value is " + value.spec(),
                        "use weights that were saved from this network"));
    }
}
