package dev.cortado.cli;

import dev.cortado.api.CortadoException;

/** The checks of numbers that several flags share. */
final class FlagValues {

    private FlagValues() {}

    /** Refuses a number below 1; null means that the flag was not given. */
    static void atLeastOne(String flag, Integer value) {
        if (value != null && value < 1) {
            throw CortadoException.user("flag-out-of-range", flag, "is " + value, "use at least 1");
        }
    }
}
