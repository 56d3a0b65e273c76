package dev.cortado.cli;

import java.nio.file.Path;

/** Writes commands the way a user types them, for hints. */
final class Commands {

    /** What a user types to start the program in a clone. */
    static final String NAME = "./cortado";

    private Commands() {}

    /** Returns a command line; arguments that a shell would split or expand are quoted. */
    static String line(Object... arguments) {
        StringBuilder line = new StringBuilder(NAME);
        for (Object argument : arguments) {
            line.append(' ').append(quote(argument instanceof Path path ? path.toString() : String.valueOf(argument)));
        }
        return line.toString();
    }

    private static String quote(String text) {
        return text.matches("[A-Za-z0-9_./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
