package dev.cortado.conformance.report;

/**
 * Something that is wrong.
 *
 * @param check which check found it, such as {@code forward}
 * @param op name of the operation, such as {@code cortado.convolution}; {@code storage} for buffers
 * @param subject operation with attributes, types and shapes
 * @param message what was found and what was expected
 */
public record Finding(String check, String op, String subject, String message) {

    /** Returns all of it in one line. */
    @Override
    public String toString() {
        return op + " (" + check + "): " + subject + ": " + message;
    }
}
