package dev.cortado.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of the memory of this process. */
final class ResidentMemory {

    private ResidentMemory() {}

    /** Returns what is resident now, in bytes. */
    static long now() throws IOException {
        return bytes("VmRSS:");
    }

    /** Returns the most that was resident since {@link #forgetPeak}, in bytes. */
    static long peak() throws IOException {
        return bytes("VmHWM:");
    }

    static void forgetPeak() throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    private static long bytes(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(field)) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no " + field + " in /proc/self/status");
    }
}
