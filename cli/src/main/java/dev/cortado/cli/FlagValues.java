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

    /** Refuses a number below 0; null means that the flag was not given. */
    static void notNegative(String flag, Integer value) {
        if (value != null && value < 0) {
            throw CortadoException.user("flag-out-of-range", flag, "is " + value, "use 0 or more");
        }
    }

    /** Refuses what is no number of at least 0; null means that the flag was not given. */
    static void notNegative(String flag, Double value) {
        if (value != null && !(value >= 0 && Double.isFinite(value))) {
            throw CortadoException.user("flag-out-of-range", flag, "is " + value, "use 0 or more");
        }
    }

    /** Refuses what is no number above 0; null means that the flag was not given. */
    static void aboveZero(String flag, Double value) {
        if (value != null && !(value > 0 && Double.isFinite(value))) {
            throw CortadoException.user("flag-out-of-range", flag, "is " + value, "use a number above 0");
        }
    }
}
