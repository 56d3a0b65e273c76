package dev.cortado.layers.option;

import dev.cortado.api.CortadoException;

/** The checks of constructor arguments that layers, optimizers and schedules share. */
public final class Bounds {

    private Bounds() {}

    /** Checks that a whole number is at least {@code minimum}. */
    public static void atLeast(String owner, String option, int value, int minimum) {
        if (value < minimum) {
            throw outOfRange(owner, option, String.valueOf(value), "of at least " + minimum);
        }
    }

    /** Checks that a number lies between two others, both included; NaN does not. */
    public static void between(String owner, String option, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw outOfRange(owner, option, show(value), "from " + show(low) + " to " + show(high));
        }
    }

    /** Checks that a number is at least {@code low} and less than {@code high}. */
    public static void below(String owner, String option, double value, double low, double high) {
        if (!(value >= low && value < high)) {
            throw outOfRange(owner, option, show(value), "from " + show(low) + " to below " + show(high));
        }
    }

    /** Checks that a number is finite and at least 0. */
    public static void notNegative(String owner, String option, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw outOfRange(owner, option, show(value), "of at least 0");
        }
    }

    /** Checks that a number is finite and greater than 0. */
    public static void positive(String owner, String option, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw outOfRange(owner, option, show(value), "greater than 0");
        }
    }

    private static CortadoException outOfRange(String owner, String option, String value, String range) {
        return CortadoException.user(
                "option-out-of-range", owner, "option '" + option + "' is " + value, "use a value " + range);
    }

    private static String show(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
