package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(directory.resolve("out"));
    }

    @Test
    void takesTheWantedFilesAndNothingElse() throws IOException {
        entry("set/", '5', new byte[0]);
        entry("set/a.bin", '0', bytes(700));
        entry("set/other.txt", '0', bytes(10));
        entry("set/b.bin", '0', new byte[0]);
        unpack(1000);
        assertThat(folder.resolve("a.bin")).hasBinaryContent(bytes(700));
        assertThat(folder.resolve("b.bin")).isEmptyFile();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void neverLeavesTheFolder() throws IOException {
        entry("../../a.bin", '0', bytes(5));
        entry("/tmp/b.bin", '0', bytes(6));
        unpack(1000);
        assertThat(folder.resolve("a.bin")).hasBinaryContent(bytes(5));
        assertThat(folder.resolve("b.bin")).hasBinaryContent(bytes(6));
        assertThat(directory.resolve("a.bin")).doesNotExist();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        entry("a.bin", '2', new byte[0]);
        entry("b.bin", '0', bytes(6));
        assertBroken("it lacks a.bin");
    }

    @Test
    void tooLargeFilesAreRefused() throws IOException {
        entry("a.bin", '0', bytes(1001));
        assertBroken("a.bin has 1001 bytes, over the limit of 1000");
        assertThat(folder.resolve("a.bin")).doesNotExist();
    }

    @Test
    void archiveThatClaimsTooMuchIsRefused() throws IOException {
        byte[] header = header("x", '0', 1L << 32);
        tar.write(header);
        assertBroken("it holds over 1073741824 bytes");
    }

    @Test
    void damageIsReported() throws IOException {
        byte[] header = header("a.bin", '0', 5);
        header[3] ^= 1;
        tar.write(header);
        assertBroken("an entry has a wrong checksum");
        tar.reset();
        header = header("a.bin", '0', 5);
        header[124] = 'x';
        tar.write(header);
        assertBroken("an entry has a damaged header");
    }

    @Test
    void cutArchiveIsReported() throws IOException {
        tar.write(header("a.bin", '0', 900));
        tar.write(bytes(300));
        Path archive = Files.write(directory.resolve("t.tar.gz"), IdxDatasetTest.gzip(tar.toByteArray()));
        assertThatThrownBy(() -> TarGz.unpack(archive, folder, Set.of("a.bin"), 1000))
                .isInstanceOf(CortadoException.class)
                .hasMessage(archive + ": cannot be unpacked: it is cut off within a.bin; get it again");
        assertThat(folder.resolve("a.bin")).doesNotExist();
    }

    private void assertBroken(String message) {
        assertThatThrownBy(() -> unpack(1000))
                .isInstanceOf(CortadoException.class)
                .hasMessageEndingWith(": cannot be unpacked: " + message + "; get it again");
    }

    private void unpack(long maxBytes) throws IOException {
        byte[] whole = Arrays.copyOf(tar.toByteArray(), tar.size() + 1024);
        Path archive = Files.write(directory.resolve("t.tar.gz"), IdxDatasetTest.gzip(whole));
        TarGz.unpack(archive, folder, Set.of("a.bin", "b.bin"), maxBytes);
    }

    private void entry(String name, char type, byte[] content) throws IOException {
        tar.write(header(name, type, content.length));
        tar.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    }

    private static byte[] header(String name, char type, long size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format("%011o", size));
        header[156] = (byte) type;
        put(header, 257, "ustar");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xFF;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, header, at, ascii.length);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
