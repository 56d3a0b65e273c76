package dev.cortado.conformance.kit;

import java.util.Optional;

/** Says that a backend broke a promise. */
final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String check;
    private final String op;

    Broken(String message) {
        this("forward", message);
    }

    Broken(String check, String message) {
        this(check, null, message);
    }

    Broken(String check, String op, String message) {
        super(message);
        this.check = check;
        this.op = op;
    }

    /** Returns what was being checked. */
    String check() {
        return check;
    }

    /** Returns the operation that was found guilty; empty if it is the one that was being checked. */
    Optional<String> op() {
        return Optional.ofNullable(op);
    }
}
