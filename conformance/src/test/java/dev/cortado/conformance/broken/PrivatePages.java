package dev.cortado.conformance.broken;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Memory outside of the heap that is used up bit by bit, without an object on the heap for each. */
final class PrivatePages {

    private static final int SIZE = 1 << 30;
    private static final int PAGE = 4096;

    private final MappedByteBuffer pages;
    private int used;

    PrivatePages() {
        try {
            Path file = Files.createTempFile("pages", ".bin");
            try (FileChannel channel = FileChannel.open(
                    file,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SPARSE,
                    StandardOpenOption.DELETE_ON_CLOSE)) {
                // private: what is written goes to memory and never to the file
                pages = channel.map(FileChannel.MapMode.PRIVATE, 0, SIZE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uses up some bytes. */
    void take(int bytes) {
        for (int taken = 0; taken < bytes && used < SIZE; taken += PAGE) {
            pages.put(used, (byte) 1);
            used += PAGE;
        }
    }
}
