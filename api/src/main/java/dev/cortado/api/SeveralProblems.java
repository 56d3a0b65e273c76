package dev.cortado.api;

import java.util.ArrayList;
import java.util.List;

/** Several problems with one thing, in the order in which they were found. */
final class SeveralProblems extends CortadoException {

    private static final long serialVersionUID = 1L;

    private final transient List<CortadoException> problems;

    SeveralProblems(String what, List<? extends CortadoException> problems) {
        super(
                problems.get(0).category(),
                problems.get(0).code(),
                null,
                text(what, flat(problems)),
                null,
                problems.get(0));
        this.problems = List.copyOf(flat(problems));
    }

    private static List<CortadoException> flat(List<? extends CortadoException> problems) {
        List<CortadoException> flat = new ArrayList<>();
        problems.forEach(problem -> flat.addAll(problem.problems()));
        return flat;
    }

    private static String text(String what, List<CortadoException> problems) {
        StringBuilder text = new StringBuilder(what + " has " + problems.size() + " problems:");
        for (int i = 0; i < problems.size(); i++) {
            text.append(System.lineSeparator()).append("  ").append(i + 1).append(". ");
            text.append(problems.get(i).getMessage());
        }
        return text.toString();
    }

    @Override
    public List<CortadoException> problems() {
        return problems;
    }
}
