package dev.cortado.conformance;

import dev.cortado.api.CortadoException;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import java.util.List;
import java.util.Optional;

/**
 * What layers, optimizers and losses have in common: each can be made from options by name, and refuses what it does not know.
 *
 * @param <T> what is made
 */
abstract class ComponentConformance<T> {

    private final List<ComponentType<T>> types;

    ComponentConformance(List<ComponentType<T>> types) {
        this.types = List.copyOf(types);
    }

    /** Makes a component from its type's name and options. */
    final T create(ComponentSpec spec) {
        ComponentType<T> type = types.stream()
                .filter(candidate -> candidate.name().equals(spec.type()))
                .findFirst()
                .orElseThrow(() -> CortadoException.user(
                        "unknown-type", null, "no type is registered as '" + spec.type() + "'", "register it"));
        return type.factory().create(type.schema().check(spec.type(), spec.options()), this::create);
    }

    /** Asserts that equal options make equal components, and that an unknown option is refused with the nearest one. */
    final void configuration(ComponentSpec spec) {
        T made = create(spec);
        expect(made.equals(create(spec)), made, "is made from " + spec + " twice, and the two are not equal");
        ComponentSpec wrong = spec.with("no_such_option", 1);
        Optional<CortadoException> refusal = refusal(() -> create(wrong));
        expect(
                refusal.isPresent() && refusal.get().category() == CortadoException.Category.USER,
                made,
                "takes an option that does not exist");
        expect(
                refusal.get().getMessage().contains("no_such_option"),
                made,
                "refuses an unknown option without naming it: " + refusal.get().getMessage());
    }

    /** Returns the refusal that an attempt meets. */
    static Optional<CortadoException> refusal(Runnable attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (CortadoException e) {
            return Optional.of(e);
        }
    }

    /** Asserts that a message for users says what was received and what to do. */
    static void expectHelpful(Object subject, CortadoException refusal, String received) {
        expect(
                refusal.category() == CortadoException.Category.USER,
                subject,
                "blames " + refusal.category() + " for a wrong shape: " + refusal.getMessage());
        expect(
                refusal.problems().stream().allMatch(problem -> problem.fix().isPresent()),
                subject,
                "refuses a wrong shape without a fix: " + refusal.getMessage());
        expect(
                refusal.getMessage().contains(received),
                subject,
                "refuses a wrong shape without naming it (" + received + "): " + refusal.getMessage());
    }

    static void expect(boolean condition, Object subject, String otherwise) {
        if (!condition) {
            throw new AssertionError(subject + " " + otherwise);
        }
    }
}
