package dev.cortado.core.trace;

import dev.cortado.api.CortadoException;
import java.util.List;

/** Everything that is wrong with the shapes of a network, found in one pass. */
public final class ModelException extends CortadoException {

    private static final long serialVersionUID = 1L;

    private final transient List<CortadoException> problems;

    /** Creates an exception that reports all given problems, at least one. */
    public ModelException(List<CortadoException> problems) {
        super(Category.USER, "model-invalid", null, text(problems), null, problems.get(0));
        this.problems = List.copyOf(problems);
    }

    private static String text(List<CortadoException> problems) {
        if (problems.size() == 1) {
            return problems.get(0).getMessage();
        }
        StringBuilder text = new StringBuilder("the network has " + problems.size() + " problems:");
        for (int i = 0; i < problems.size(); i++) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(i + 1)
                    .append(". ")
                    .append(problems.get(i).getMessage());
        }
        return text.toString();
    }

    /** Returns the problems in the order in which the layers come. */
    public List<CortadoException> problems() {
        return problems;
    }
}
