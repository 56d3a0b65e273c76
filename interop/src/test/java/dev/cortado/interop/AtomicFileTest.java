package dev.cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void writesIntoNewFoldersAndReplaces() throws IOException {
        Path file = folder.resolve("a/b/text");
        AtomicFile.write(file, "one");
        AtomicFile.write(file, "two\u00e9");
        assertThat(file).hasContent("two\u00e9");
        assertThat(file.resolveSibling("text.part")).doesNotExist();
    }

    @Test
    void keepsTheOldContentWhenWritingFails() throws IOException {
        Path file = folder.resolve("text");
        AtomicFile.write(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[200_000]);
                    throw new IOException("pulled the plug");
                }))
                .isInstanceOfSatisfying(CortadoException.class, e -> {
                    assertThat(e.code()).isEqualTo("file-not-written");
                    assertThat(e.category()).isEqualTo(CortadoException.Category.RESOURCE);
                    assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("pulled the plug");
                });
        assertThat(file).hasContent("old");
        assertThat(file.resolveSibling("text.part")).doesNotExist();
    }

    @Test
    void reportsAFullDisk() throws IOException {
        Path full = Path.of("/dev/full");
        boolean present = Files.isWritable(full);
        if (!present) {
            System.out.println("skipped: this system has no /dev/full to play a full disk");
        }
        Assumptions.assumeTrue(present);
        Path file = folder.resolve("text");
        AtomicFile.write(file, "old");
        Files.createSymbolicLink(folder.resolve("text.part"), full);
        assertThatThrownBy(() -> AtomicFile.write(file, "new"))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("free some space");
        assertThat(file).hasContent("old");
    }
}
