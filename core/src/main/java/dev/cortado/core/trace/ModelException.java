package dev.cortado.core.trace;

import dev.cortado.api.CortadoException;
import java.util.List;

/** Everything that is wrong with a network, found in one pass. */
public final class ModelException extends CortadoException {

    private static final long serialVersionUID = 1L;

    private final CortadoException[] problems;

    /** Creates an exception that reports all given problems, at least one; it is the user's mistake if all of them are. */
    public ModelException(List<CortadoException> problems) {
        this(CortadoException.all("the network", problems));
    }

    private ModelException(CortadoException all) {
        super(
                all.category(),
                "model-invalid",
                null,
                all.getMessage(),
                null,
                all.problems().get(0));
        this.problems = all.problems().toArray(CortadoException[]::new);
    }

    /** Returns the problems in the order in which the layers come. */
    @Override
    public List<CortadoException> problems() {
        return List.of(problems);
    }
}
