package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One IDX file of unsigned bytes: a big-endian header (magic, sizes) and the data, plain or compressed with gzip.
 *
 * <p>The header is not believed: the sizes that it promises are compared with the file before memory is taken, never
 * more is read than was promised, and what follows the promised data is an error.
 */
final class IdxFile {

    /** First word of a file of images: unsigned bytes in three dimensions. */
    static final int IMAGES = 0x0803;

    /** First word of a file of labels: unsigned bytes in one dimension. */
    static final int LABELS = 0x0801;

    /** Deflate cannot make data smaller than this factor, so a compressed file limits what it can hold. */
    private static final long MAX_DEFLATE_RATIO = 1032;

    private final int[] sizes;
    private final byte[] data;

    private IdxFile(int[] sizes, byte[] data) {
        this.sizes = sizes;
        this.data = data;
    }

    int size(int dimension) {
        return sizes[dimension];
    }

    byte[] data() {
        return data;
    }

    /** Reads a whole file; {@code magic} is {@link #IMAGES} or {@link #LABELS}. */
    static IdxFile read(Path file, int magic) {
        boolean compressed = false;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            raw.mark(2);
            compressed = raw.read() == 0x1F && raw.read() == 0x8B;
            raw.reset();
            InputStream in = compressed ? new GZIPInputStream(raw, 1 << 16) : raw;
            return read(file, in, magic, compressed, Files.size(file));
        } catch (ZipException | EOFException e) {
            throw broken(file, "the gzip data are damaged or cut off (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw CortadoException.resource(
                    "file-unreadable",
                    file.toString(),
                    "cannot be read: " + e,
                    "check the path and its permissions",
                    e);
        }
    }

    private static IdxFile read(Path file, InputStream in, int magic, boolean compressed, long fileSize)
            throws IOException {
        int rank = magic & 0xFF;
        int headerBytes = 4 + 4 * rank;
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(headerBytes));
        if (header.remaining() >= 4) {
            checkMagic(file, header.getInt(0), magic);
        }
        if (header.remaining() < headerBytes) {
            throw broken(file, "has " + header.remaining() + " bytes, but the header alone takes " + headerBytes, null);
        }
        int[] sizes = new int[rank];
        long promised = 1;
        for (int dimension = 0; dimension < rank; dimension++) {
            long size = header.getInt(4 + 4 * dimension) & 0xFFFFFFFFL;
            // The product stays below 2^31 * 2^32, or is refused before the next factor.
            promised *= size;
            if (promised > ByteDataset.MAX_BYTES || size > Integer.MAX_VALUE) {
                throw broken(
                        file,
                        "the header promises " + sizesText(header, rank) + " bytes, over the limit of 2 GiB",
                        null);
            }
            sizes[dimension] = (int) size;
        }
        long held = fileSize - headerBytes;
        if (compressed ? promised > fileSize * MAX_DEFLATE_RATIO : promised != held) {
            String has = compressed ? fileSize + " compressed bytes cannot hold that" : held + " bytes follow it";
            throw broken(
                    file,
                    "the header promises " + sizesText(header, rank) + " = " + promised + " bytes, but " + has,
                    null);
        }
        // readNBytes takes memory as data arrive, so even a lying compressed file costs no more than it holds.
        byte[] data = in.readNBytes((int) promised);
        if (data.length < promised) {
            throw broken(file, "is cut off: " + promised + " bytes promised, " + data.length + " present", null);
        }
        if (in.read() != -1) {
            throw broken(file, "holds more than the " + promised + " bytes that its header promises", null);
        }
        return new IdxFile(sizes, data);
    }

    private static void checkMagic(Path file, int found, int expected) {
        if (found == expected) {
            return;
        }
        String kind = expected == IMAGES ? "images" : "labels";
        String other = found == IMAGES ? " (it holds images)" : found == LABELS ? " (it holds labels)" : "";
        throw CortadoException.user(
                "idx-magic",
                file.toString(),
                "starts with " + found + other + ", but an IDX file of " + kind + " starts with " + expected,
                "give the file of " + kind);
    }

    private static String sizesText(ByteBuffer header, int rank) {
        StringBuilder text = new StringBuilder();
        for (int dimension = 0; dimension < rank; dimension++) {
            text.append(dimension == 0 ? "" : " x ").append(header.getInt(4 + 4 * dimension) & 0xFFFFFFFFL);
        }
        return text.toString();
    }

    private static CortadoException broken(Path file, String what, Throwable cause) {
        return new CortadoException(
                CortadoException.Category.USER, "idx-broken", file.toString(), what, "get the file again", cause);
    }
}
