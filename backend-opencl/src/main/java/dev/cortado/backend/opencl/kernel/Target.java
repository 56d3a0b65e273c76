package dev.cortado.backend.opencl.kernel;

import dev.cortado.backend.opencl.device.Family;
import dev.cortado.backend.opencl.program.Sources;
import java.util.List;

/**
 * For what kernels are planned.
 *
 * @param sources the texts of programs for the kind of device
 * @param units how many groups of work items run at once
 * @param steps up to how many elements a chain is run step by step instead of being compiled
 */
public record Target(Sources sources, int units, int steps) {

    /** Work items of a group on graphics cards. */
    public static final int GROUP = 64;

    /** How many shares of work each unit of a processor gets, so that they end together. */
    private static final int SHARES = 4;

    private static final int GROUPS_PER_UNIT = 32;

    /** Returns the kind of device. */
    public Family family() {
        return sources.family();
    }

    /** Tells whether kernels are planned for graphics cards. */
    public boolean isGpu() {
        return family() == Family.GPU;
    }

    /**
     * Returns a launch of a function that walks over items with the macro {@code EACH}.
     *
     * @param items how many there are
     * @param grain how many are worth a work item of a processor
     */
    public Launch each(String source, String entry, long items, int grain, Argument... arguments) {
        if (isGpu()) {
            long groups = Math.min((items + GROUP - 1) / GROUP, (long) units * GROUPS_PER_UNIT);
            return new Launch(
                    source, entry, List.of(arguments), List.of(Math.max(1, groups) * GROUP), List.of((long) GROUP));
        }
        long shares = Math.min((items + grain - 1) / grain, (long) units * SHARES);
        return new Launch(source, entry, List.of(arguments), List.of(Math.max(1, shares)), List.of(1L));
    }

    /** Returns a launch of a function that computes one item per group, as the macro {@code GROUP_ITEM} tells. */
    public Launch groups(String source, String entry, long items, Argument... arguments) {
        long local = isGpu() ? GROUP : 1;
        return new Launch(source, entry, List.of(arguments), List.of(Math.max(1, items) * local), List.of(local));
    }
}
