package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * Takes known files out of a {@code tar.gz}: regular files by their last name, nothing else.
 *
 * <p>Names inside the archive only select; they never become paths, so an archive cannot write outside of its folder.
 * Sizes and the number of entries are limited. Format: POSIX.1-1988 ustar.
 */
final class TarGz {

    private static final int BLOCK = 512;
    private static final long MAX_TOTAL_BYTES = 1L << 30;

    private TarGz() {}

    /**
     * Unpacks the wanted files into a folder.
     *
     * @param maxBytes the largest size of one file
     * @throws CortadoException if the archive is damaged, a file is too large, or one is missing
     */
    static void unpack(Path archive, Path folder, Set<String> wanted, long maxBytes) {
        Set<String> missing = new TreeSet<>(wanted);
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16)) {
            byte[] header = new byte[BLOCK];
            long total = 0;
            while (readBlock(in, header)) {
                long size = octal(header, 124, 12);
                checkSum(header);
                total += BLOCK + size;
                if (size < 0 || total > MAX_TOTAL_BYTES) {
                    throw new IOException("it holds over " + MAX_TOTAL_BYTES + " bytes");
                }
                String name = lastName(header);
                boolean regular = header[156] == '0' || header[156] == 0;
                long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
                if (regular && missing.remove(name)) {
                    if (size > maxBytes) {
                        throw new IOException(name + " has " + size + " bytes, over the limit of " + maxBytes);
                    }
                    extract(in, folder, name, size);
                    in.skipNBytes(padded - size);
                } else {
                    in.skipNBytes(padded);
                }
            }
            if (!missing.isEmpty()) {
                throw new IOException("it lacks " + String.join(", ", missing));
            }
        } catch (IOException e) {
            throw CortadoException.resource(
                    "archive-broken", archive.toString(), "cannot be unpacked: " + e.getMessage(), "get it again", e);
        }
    }

    private static void extract(InputStream in, Path folder, String name, long size) throws IOException {
        Path part = folder.resolve(name + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            byte[] buffer = new byte[1 << 16];
            for (long left = size; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new IOException("it is cut off within " + name);
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads a header; false at the end of the archive, which is a block of zeros. */
    private static boolean readBlock(InputStream in, byte[] header) throws IOException {
        int count = in.readNBytes(header, 0, BLOCK);
        if (count < BLOCK) {
            throw new IOException("it is cut off");
        }
        for (byte each : header) {
            if (each != 0) {
                return true;
            }
        }
        return false;
    }

    private static void checkSum(byte[] header) throws IOException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            // The field of the sum itself counts as spaces.
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xFF;
        }
        if (sum != octal(header, 148, 8)) {
            throw new IOException("an entry has a wrong checksum");
        }
    }

    private static String lastName(byte[] header) {
        int end = 0;
        while (end < 100 && header[end] != 0) {
            end++;
        }
        String path = new String(header, 0, end, StandardCharsets.UTF_8);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            int digit = header[i];
            if (digit == 0 || digit == ' ') {
                continue;
            }
            if (digit < '0' || digit > '7') {
                throw new IOException("an entry has a damaged header");
            }
            value = value * 8 + (digit - '0');
        }
        return value;
    }
}
