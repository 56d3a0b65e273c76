package dev.cortado.backend.cpu;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The tiles of a phase that nobody has taken yet: a range for each member of a team.
 *
 * <p>A member takes parts of its own range, so that a tile tends to stay in one cache, and then what others have left, from
 * the other end. So nobody waits for a member that the system does not let run. A range is one number and tells nothing of the
 * phase: whoever takes a part takes it of the phase that is under way then.
 */
final class TileRanges {

    /** What {@link #take} returns where nothing is left; its start and end are equal. */
    static final long NONE = 0;

    /** Longs from one range to the next, so that two do not share a line of the cache. */
    private static final int STRIDE = 16;

    private final AtomicLongArray ranges;

    TileRanges(int members) {
        ranges = new AtomicLongArray((members + 1) * STRIDE);
    }

    static int start(long range) {
        return (int) (range >>> Integer.SIZE);
    }

    static int end(long range) {
        return (int) range;
    }

    private static long range(int start, int end) {
        return (long) start << Integer.SIZE | end;
    }

    void set(int member, int start, int end) {
        ranges.set((member + 1) * STRIDE, range(start, end));
    }

    /**
     * Takes a part of a range: half of what is left for its owner, a quarter for another.
     *
     * @param member whose range
     * @param own whether the owner takes it
     * @param backwards whether the owner takes from the end; others take from the other side
     */
    long take(int member, boolean own, boolean backwards) {
        int index = (member + 1) * STRIDE;
        while (true) {
            long range = ranges.get(index);
            int start = start(range);
            int end = end(range);
            int left = end - start;
            if (left <= 0) {
                return NONE;
            }
            int count = own ? (left + 1) / 2 : (left + 3) / 4;
            boolean last = own == backwards;
            long rest = last ? range(start, end - count) : range(start + count, end);
            if (ranges.compareAndSet(index, range, rest)) {
                return last ? range(end - count, end) : range(start, start + count);
            }
        }
    }
}
