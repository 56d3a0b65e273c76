package dev.cortado.conformance.broken;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import dev.cortado.backend.reference.ReferenceProvider;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A backend with one defect.
 *
 * @param name what is wrong with it
 * @param op the operation that the report must name
 * @param make makes it from a right backend and the number of threads
 */
record Mutant(String name, String op, BiFunction<Backend, Integer, Backend> make) implements BackendProvider {

    static Mutant of(String name, String op, UnaryOperator<Backend> make) {
        return new Mutant(name, op, (backend, threads) -> make.apply(backend));
    }

    @Override
    public String summary() {
        return "broken on purpose: " + name;
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Usability usability() {
        return Usability.yes("for tests");
    }

    @Override
    public Backend create(BackendOptions options) {
        return make.apply(new ReferenceProvider().create(options), options.threads());
    }

    @Override
    public String toString() {
        return name;
    }
}
