package dev.cortado.core.trace;

import dev.cortado.api.CortadoException;
import java.util.List;

/** Everything that is wrong with the shapes of a network, found in one pass. */
public final class ModelException extends CortadoException {

    private static final long serialVersionUID = 1L;

    private final transient List<CortadoException> problems;

    /** Creates an exception that reports all given problems, at least one. */
    public ModelException(List<CortadoException> problems) {
        super(
                Category.USER,
                "model-invalid",
                null,
                CortadoException.all("the network", problems).getMessage(),
                null,
                problems.get(0));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems in the order in which the layers come. */
    @Override
    public List<CortadoException> problems() {
        return problems;
    }
}
