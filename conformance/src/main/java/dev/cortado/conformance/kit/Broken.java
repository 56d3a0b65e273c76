package dev.cortado.conformance.kit;

/** Says that a backend broke a promise. */
final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String check;

    Broken(String message) {
        this("forward", message);
    }

    Broken(String check, String message) {
        super(message);
        this.check = check;
    }

    /** Returns what was being checked. */
    String check() {
        return check;
    }
}
