package dev.cortado.conformance.kit;

import java.util.Optional;

/**
 * The memory of this process.
 *
 * @param heap bytes of the Java heap that are reachable
 * @param resident bytes that the process holds outside of it, such as what native code asked for; 0 where the system does
 *     not tell
 */
record Footprint(long heap, long resident) {

    /** Measures, after collecting garbage. */
    static Footprint now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return new Footprint(used, MemoryMap.outsideOfHeap().orElse(0));
    }

    /** Tells why memory outside of the heap cannot be watched here; empty if it can. */
    static Optional<String> blind() {
        return MemoryMap.outsideOfHeap().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "memory outside of the Java heap: this system does not tell it apart in " + MemoryMap.FILE);
    }
}
