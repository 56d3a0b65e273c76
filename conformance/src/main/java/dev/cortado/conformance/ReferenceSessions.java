package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.graph.Variable;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.core.Session;
import dev.cortado.core.VariableStore;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sessions on the reference backend, for checks of what is not a backend. */
final class ReferenceSessions {

    static final long SEED = 7;

    private ReferenceSessions() {}

    static Session open(DType dtype) {
        return Session.builder(new ReferenceProvider().create(BackendOptions.of(1)))
                .floatType(dtype)
                .seed(SEED)
                .build();
    }

    /** Returns copies of all variables, as a model file holds them. */
    static Map<String, HostTensor> save(VariableStore variables) {
        Map<String, HostTensor> saved = new LinkedHashMap<>();
        for (Variable variable : variables.list()) {
            saved.put(variable.path(), variables.get(variable.path()));
        }
        return saved;
    }
}
