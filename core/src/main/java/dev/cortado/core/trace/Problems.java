package dev.cortado.core.trace;

import dev.cortado.api.CortadoException;
import dev.cortado.api.ShapeException;
import dev.cortado.api.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** Collects the shape errors of a network, so that one attempt shows them all. */
final class Problems {

    /** Ends a trace that cannot go on; what is wrong has been collected. */
    static final class TraceEnded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TraceEnded() {
            super(null, null, false, false);
        }
    }

    private final List<CortadoException> found = new ArrayList<>();

    /** Notes an error and returns the specs to go on with; ends the trace if there are none. */
    List<TensorSpec> recover(ShapeException error, boolean follows, String where) {
        ShapeException placed = error.where().isPresent() || where.isEmpty() ? error : error.at(where);
        add(follows ? following(placed) : placed);
        return placed.recovery().orElseThrow(TraceEnded::new);
    }

    void add(CortadoException error) {
        found.add(error);
    }

    private static CortadoException following(ShapeException error) {
        String assumed = "(assuming the fix proposed for an earlier layer)";
        return CortadoException.user(
                error.code(),
                error.where().orElse(null),
                error.problem() + error.fix().map(fix -> "; " + fix).orElse("") + " " + assumed,
                null);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ModelException(found);
        }
    }
}
