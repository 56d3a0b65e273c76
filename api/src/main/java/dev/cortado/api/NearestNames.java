package dev.cortado.api;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds the names that a user most likely meant. */
@Stability.Stable
public final class NearestNames {

    private NearestNames() {}

    /** Returns a proposal such as {@code did you mean 'conv2d'? known: conv2d, linear}, for the end of a message. */
    public static String hint(String wrong, Collection<String> known) {
        List<String> sorted = known.stream().sorted().toList();
        List<String> near = sorted.stream()
                .filter(name -> distance(wrong, name) <= Math.max(1, Math.min(3, name.length() / 2)))
                .sorted(java.util.Comparator.comparingInt(name -> distance(wrong, name)))
                .limit(2)
                .map(name -> "'" + name + "'")
                .toList();
        String all = "known: " + String.join(", ", sorted);
        return near.isEmpty() ? all : "did you mean " + String.join(" or ", near) + "? " + all;
    }

    /** Returns how many letters must be inserted, removed, changed or swapped with a neighbour, ignoring case. */
    public static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
