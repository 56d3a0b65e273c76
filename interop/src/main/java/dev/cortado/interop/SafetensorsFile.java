package dev.cortado.interop;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds the content of a safetensors file: tensors by name, and texts about them.
 *
 * <p>Equal content gives equal bytes. Files are written aside and moved into place. When reading, all sizes and offsets are
 * checked against the length of the file before memory is taken.
 */
public final class SafetensorsFile {

    // The limit of the format's own library.
    private static final long MAX_HEADER = 100_000_000;

    private final Map<String, HostTensor> tensors;
    private final Map<String, String> metadata;

    private SafetensorsFile(Map<String, HostTensor> tensors, Map<String, String> metadata) {
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /** Returns the tensors in the order of the file. */
    public Map<String, HostTensor> tensors() {
        return tensors;
    }

    /** Returns the texts that are stored beside the tensors. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * Reads a file.
     *
     * @throws CortadoException if it is absent, not a safetensors file, truncated or otherwise damaged
     */
    public static SafetensorsFile read(Path file) {
        return open(file, (channel, header, dataStart) -> {
            Map<String, HostTensor> tensors = new LinkedHashMap<>();
            ByteBuffer buffer = ByteBuffer.allocate(TensorBytes.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            channel.position(dataStart);
            for (SafetensorsHeader.Entry entry : header.tensors()) {
                HostTensor tensor = allocate(entry, file);
                TensorBytes.read(tensor, channel, buffer, entry.name(), file.toString());
                tensors.put(entry.name(), tensor);
            }
            return new SafetensorsFile(tensors, header.metadata());
        });
    }

    /**
     * Reads the texts alone.
     *
     * @throws CortadoException if the file is absent, not a safetensors file, truncated or otherwise damaged
     */
    public static Map<String, String> readMetadata(Path file) {
        return open(file, (channel, header, dataStart) -> Collections.unmodifiableMap(header.metadata()));
    }

    /**
     * Writes a file.
     *
     * @param tensors by name; none may be called {@code __metadata__}
     * @param metadata texts by name
     * @throws CortadoException if it cannot be written; what was there before is kept
     */
    public static void write(Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) {
        Map<String, TensorSpec> specs = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> specs.put(name, tensor.spec()));
        if (specs.containsKey("__metadata__")) {
            throw new IllegalArgumentException("the format keeps the name __metadata__ for itself");
        }
        SafetensorsHeader header = SafetensorsHeader.of(specs, metadata);
        byte[] json = header.toJson().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        AtomicFile.write(file, out -> {
            ByteBuffer buffer = ByteBuffer.allocate(TensorBytes.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            out.write(buffer.putLong(padded.length).array(), 0, 8);
            out.write(padded);
            for (SafetensorsHeader.Entry entry : header.tensors()) {
                writeTensor(tensors.get(entry.name()), out, buffer);
            }
        });
    }

    private static void writeTensor(HostTensor tensor, OutputStream out, ByteBuffer buffer) throws IOException {
        int step = TensorBytes.CHUNK / tensor.dtype().bytes();
        for (int from = 0; from < tensor.spec().elements(); from += step) {
            int count = Math.min(step, tensor.spec().elements() - from);
            TensorBytes.encode(tensor, from, count, buffer);
            out.write(buffer.array(), 0, count * tensor.dtype().bytes());
        }
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(FileChannel channel, SafetensorsHeader header, long dataStart) throws IOException;
    }

    private static <T> T open(Path file, Reader<T> reader) {
        String where = file.toString();
        if (Files.isDirectory(file)) {
            throw CortadoException.user("not-a-file", where, "this is a folder", "name a file in it");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < 10) {
                throw SafetensorsHeader.damaged(where, "it has only " + size + " bytes");
            }
            ByteBuffer start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            TensorBytes.readFully(channel, start, where);
            long length = start.getLong(0);
            if (length < 2 || length > MAX_HEADER || length > size - 8) {
                throw SafetensorsHeader.damaged(
                        where,
                        "its first 8 bytes announce a header of " + Long.toUnsignedString(length)
                                + " bytes, but the file has " + size);
            }
            ByteBuffer text = ByteBuffer.allocate((int) length);
            TensorBytes.readFully(channel, text, where);
            if (text.get(0) != '{') {
                throw SafetensorsHeader.damaged(where, "its header does not begin with '{'");
            }
            String json = new String(text.array(), StandardCharsets.UTF_8);
            return reader.read(channel, SafetensorsHeader.parse(json, size - 8 - length, where), 8 + length);
        } catch (NoSuchFileException e) {
            throw TextFile.notFound(file);
        } catch (IOException e) {
            throw TextFile.unreadable(file, e);
        }
    }

    private static HostTensor allocate(SafetensorsHeader.Entry entry, Path file) {
        try {
            return HostTensor.zeros(entry.spec());
        } catch (OutOfMemoryError e) {
            throw CortadoException.resource(
                    "out-of-memory",
                    file.toString(),
                    "no memory for tensor '" + entry.name() + "' of " + entry.spec(),
                    "give the JVM more memory (-Xmx)",
                    e);
        }
    }
}
