package dev.cortado.api;

import java.util.ArrayList;
import java.util.List;

/** Several problems with one thing, in the order in which they were found; the gravest decides whose mistake it is. */
final class SeveralProblems extends CortadoException {

    private static final long serialVersionUID = 1L;

    private final CortadoException[] problems;

    private SeveralProblems(String what, List<CortadoException> problems, CortadoException gravest) {
        super(gravest.category(), gravest.code(), null, text(what, problems), null, gravest);
        this.problems = problems.toArray(CortadoException[]::new);
    }

    static SeveralProblems of(String what, List<? extends CortadoException> problems) {
        List<CortadoException> flat = new ArrayList<>();
        problems.forEach(problem -> flat.addAll(problem.problems()));
        return new SeveralProblems(what, flat, gravest(flat));
    }

    /** A defect of ours or of a plug-in must not pass for the user's mistake because it was found second. */
    private static CortadoException gravest(List<CortadoException> problems) {
        return problems.stream()
                .filter(problem -> problem.category() != Category.USER)
                .findFirst()
                .orElse(problems.get(0));
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
        return List.of(problems);
    }
}
