package dev.cortado.backend.cpu.kernel.last.depthwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places of a walk, one after the other, of which the same taps see padding.
 *
 * <p>Single places name a column of the source for each tap. Places in fours, for three taps side by side, name what lies
 * left of the middle taps' four columns, the first of these, and what lies right of them.
 *
 * @param first the first place
 * @param count places
 * @param fours whether they go in fours
 * @param columns the columns that are seen at the first place; negative ones are padding at all of them
 */
record Stretch(int first, int count, boolean fours, int[] columns) {

    private static final int SIDE = 3;
    private static final int FOUR = 4;

    /**
     * Cuts a walk.
     *
     * @param size elements of the source
     * @param fours whether places may go in fours
     */
    static List<Stretch> of(Walk walk, int size, boolean fours) {
        boolean neighbours = fours && isSideBySide(walk);
        List<Stretch> stretches = new ArrayList<>();
        int place = 0;
        while (place < walk.count()) {
            Stretch next = neighbours ? four(walk, place, size) : null;
            if (next == null) {
                next = single(walk, place, size);
            }
            place += next.count;
            Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (last != null && last.fours == next.fours && Arrays.equals(last.padding(), next.padding())) {
                stretches.set(
                        stretches.size() - 1,
                        new Stretch(last.first, last.count + next.count, last.fours, last.columns));
            } else {
                stretches.add(next);
            }
        }
        return stretches;
    }

    /**
     * Returns these places, at most so many at a time.
     *
     * @param longest a multiple of four
     * @param step distance between the columns of two places
     */
    List<Stretch> cut(int longest, int step) {
        List<Stretch> pieces = new ArrayList<>();
        for (int place = 0; place < count; place += longest) {
            int moved = place * step;
            int[] there = IntStream.of(columns)
                    .map(column -> column < 0 ? column : column + moved)
                    .toArray();
            pieces.add(new Stretch(first + place, Math.min(longest, count - place), fours, there));
        }
        return pieces;
    }

    /** Tells whether three taps see elements side by side, and the next place sees them one further. */
    static boolean isSideBySide(Walk walk) {
        int[] shifts = walk.shifts();
        return walk.step() == 1
                && walk.sourceStep() == 1
                && shifts.length == SIDE
                && shifts[1] - shifts[0] == 1
                && shifts[2] - shifts[1] == 1;
    }

    private static Stretch single(Walk walk, int place, int size) {
        int[] columns = IntStream.of(walk.shifts())
                .map(shift -> inside(place * walk.sourceStep() + shift, size))
                .toArray();
        return new Stretch(place, 1, false, columns);
    }

    /** Returns four places; null if there are fewer or their middle taps see padding. */
    private static Stretch four(Walk walk, int place, int size) {
        int middle = place + walk.shifts()[1];
        if (place + FOUR > walk.count() || middle < 0 || middle + FOUR > size) {
            return null;
        }
        return new Stretch(
                place, FOUR, true, new int[] {inside(middle - 1, size), middle, inside(middle + FOUR, size)});
    }

    private static int inside(int column, int size) {
        return column < size ? Math.max(column, -1) : -1;
    }

    /** Tells whether no tap sees padding. */
    boolean isInside() {
        return IntStream.of(columns).allMatch(column -> column >= 0);
    }

    private int[] padding() {
        return IntStream.of(columns).map(column -> Math.min(column, 0)).toArray();
    }
}
