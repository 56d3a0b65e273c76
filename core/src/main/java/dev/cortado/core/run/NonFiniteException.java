package dev.cortado.core.run;

import dev.cortado.api.CortadoException;
import dev.cortado.api.graph.Origin;

/** Says which operation first gave a value that is not finite. */
public final class NonFiniteException extends CortadoException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final transient Origin origin;

    /** Creates an exception whose place is not known yet. */
    public NonFiniteException(String problem) {
        this(null, problem);
    }

    private NonFiniteException(Origin origin, String problem) {
        super(
                Category.USER,
                "not-finite",
                origin == null ? null : origin.toString(),
                problem,
                "lower the learning rate, normalize the inputs, or look at this layer's weights",
                null);
        this.problem = problem;
        this.origin = origin;
    }

    /** Returns this exception with the layer and stage that it happened in. */
    public NonFiniteException at(Origin place) {
        return new NonFiniteException(place, problem);
    }

    /** Returns what happened, without the place. */
    public String problem() {
        return problem;
    }

    /** Returns the layer and stage; null if they are not known. */
    public Origin origin() {
        return origin;
    }
}
