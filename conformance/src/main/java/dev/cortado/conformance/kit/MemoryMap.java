package dev.cortado.conformance.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What Linux tells of the memory of this process, mapping by mapping.
 *
 * <p>The count of the whole process is of no use here: pages of the Java heap come and go by hundreds of megabytes. The virtual
 * machine puts a heap with compressed pointers at low addresses, and its classes beside it; what native code asks for lies high.
 */
final class MemoryMap {

    static final Path FILE = Path.of("/proc/self/smaps");

    private static final long LOW = 1L << 40;
    private static final String ANONYMOUS = "Anonymous:";
    private static final int HEX = 16;

    private long high;
    private long lowWritable;
    private boolean isLow;

    private MemoryMap() {}

    /** Returns the resident bytes of anonymous memory besides the Java heap; empty if the heap is not where it is expected. */
    static OptionalLong outsideOfHeap() {
        if (!Files.isReadable(FILE)) {
            return OptionalLong.empty();
        }
        MemoryMap map = new MemoryMap();
        try (BufferedReader lines = Files.newBufferedReader(FILE, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                map.read(line);
            }
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
        boolean heapIsLow = map.lowWritable >= Runtime.getRuntime().totalMemory();
        return heapIsLow && map.high > 0 ? OptionalLong.of(map.high) : OptionalLong.empty();
    }

    private void read(String line) {
        if (line.startsWith(ANONYMOUS)) {
            if (!isLow) {
                int kilo = line.indexOf(" kB");
                high += 1024
                        * Long.parseLong(
                                line.substring(ANONYMOUS.length(), kilo).trim());
            }
            return;
        }
        // the line that opens a mapping starts with two numbers: 7f30a8000000-7f30a8021000 rw-p
        int dash = line.indexOf('-');
        int space = line.indexOf(' ');
        if (dash > 0 && dash < space && Character.digit(line.charAt(0), HEX) >= 0 && line.charAt(space - 1) != ':') {
            // addresses of the kernel's own page need all 64 bits
            long start = Long.parseUnsignedLong(line, 0, dash, HEX);
            isLow = start >= 0 && start < LOW;
            if (isLow && line.startsWith("rw", space + 1)) {
                lowWritable += Long.parseUnsignedLong(line, dash + 1, space, HEX) - start;
            }
        }
    }
}
