package dev.cortado.conformance.golden;

/** Says why a case is not expressed with operations. */
final class Unmapped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unmapped(String reason) {
        super(reason);
    }
}
