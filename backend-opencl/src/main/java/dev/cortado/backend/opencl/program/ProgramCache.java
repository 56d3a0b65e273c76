package dev.cortado.backend.opencl.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps compiled programs in a folder, each with a checksum before it.
 *
 * <p>A file is written aside and moved into place, so that no reader sees half of one. What cannot be read, or does not fit
 * its checksum, counts as absent; what cannot be written is not tried again, and told once for each folder.
 */
final class ProgramCache {

    private static final int CHECKSUM = 32;
    private static final String ENDING = ".bin";

    /** Many backends may come and go in a process, and one line says it for all of them. */
    private static final Set<Path> TOLD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private boolean writable = true;

    /**
     * Creates a cache.
     *
     * @param folder made when it is first needed; null to keep nothing
     */
    ProgramCache(Path folder) {
        this.folder = folder;
    }

    /** Returns the name of a program: a checksum of everything that it is made from. */
    static String key(String... parts) {
        return HexFormat.of()
                .formatHex(checksum(String.join("\0", parts).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static byte[] checksum(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Tells whether there is a folder that can be written. */
    boolean isOn() {
        return folder != null && writable;
    }

    Optional<byte[]> read(String key) {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            byte[] all = Files.readAllBytes(folder.resolve(key + ENDING));
            if (all.length <= CHECKSUM) {
                return Optional.empty();
            }
            byte[] content = Arrays.copyOfRange(all, CHECKSUM, all.length);
            boolean whole = Arrays.equals(checksum(content), Arrays.copyOf(all, CHECKSUM));
            return whole ? Optional.of(content) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(String key, byte[] content) {
        if (!isOn()) {
            return;
        }
        Path aside = null;
        try {
            Files.createDirectories(folder);
            aside = Files.createTempFile(folder, key.substring(0, 8), ".part");
            byte[] all = Arrays.copyOf(checksum(content), CHECKSUM + content.length);
            System.arraycopy(content, 0, all, CHECKSUM, content.length);
            Files.write(aside, all);
            Files.move(aside, folder.resolve(key + ENDING), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            writable = false;
            if (TOLD.add(folder)) {
                System.err.println("opencl: compiled kernels are not kept, " + folder + " cannot be written (" + e
                        + "); use the setting cache=DIR, or cache=off");
            }
            deleteQuietly(aside);
        }
    }

    private static void deleteQuietly(Path aside) {
        try {
            if (aside != null) {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            // the folder was told to be unwritable already
        }
    }
}
