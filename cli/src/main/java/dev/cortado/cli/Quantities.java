package dev.cortado.cli;

import java.util.Locale;

/** Writes numbers with their units. */
final class Quantities {

    private Quantities() {}

    /** Returns bytes, such as {@code 45.0 KiB}. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < 4) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %siB", value, "KMGTP".charAt(unit));
    }

    /** Returns a duration, such as {@code 0:07} or {@code 1:02:03}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    /** Returns a whole number with separators, such as {@code 20,000}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
