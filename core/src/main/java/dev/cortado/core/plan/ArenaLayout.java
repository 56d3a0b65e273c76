package dev.cortado.core.plan;

import dev.cortado.api.DType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Gives regions their places: larger ones first, each at the lowest place that is free for its whole lifetime (greedy by
 * size, Pisarchyk and Lee 2020, arXiv:2001.03288).
 */
final class ArenaLayout {

    private final int alignment;
    private final Map<DType, Long> sizes = new EnumMap<>(DType.class);

    /** Creates a layout in which every region starts at a multiple of so many bytes. */
    ArenaLayout(int alignment) {
        this.alignment = alignment;
    }

    void place(List<Region> regions) {
        List<Region> order = new ArrayList<>(regions);
        order.sort(
                Comparator.comparingInt((Region region) -> -region.elements).thenComparingInt(region -> region.first));
        List<Region> placed = new ArrayList<>();
        for (Region region : order) {
            region.offset = lowestFree(region, placed);
            placed.add(region);
            placed.sort(Comparator.comparingLong(other -> other.offset));
            sizes.merge(region.dtype, region.offset + region.elements, Math::max);
        }
    }

    private long lowestFree(Region region, List<Region> placed) {
        int step = Math.max(1, alignment / region.dtype.bytes());
        long candidate = 0;
        for (Region other : placed) {
            if (!other.overlaps(region)) {
                continue;
            }
            if (candidate + region.elements <= other.offset) {
                return candidate;
            }
            long end = other.offset + other.elements;
            candidate = Math.max(candidate, (end + step - 1) / step * step);
        }
        return candidate;
    }

    /** Returns how many elements each arena needs. */
    Map<DType, Long> sizes() {
        return sizes;
    }
}
