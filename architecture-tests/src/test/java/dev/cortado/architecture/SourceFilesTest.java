package dev.cortado.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files stay small, and drawers for leftovers do not appear. */
class SourceFilesTest {

    private static final int LONGEST = 600;

    private static List<Path> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    @Test
    void noFileIsLong() throws IOException {
        List<Path> sources = sources();
        assertThat(sources).hasSizeGreaterThan(200);
        for (Path source : sources) {
            try (Stream<String> lines = Files.lines(source)) {
                assertThat(lines.count()).as(source.toString()).isLessThanOrEqualTo(LONGEST);
            }
        }
    }

    @Test
    void noUtilDrawers() throws IOException {
        assertThat(sources())
                .noneMatch(file -> file.getFileName().toString().matches(".*(Util|Utils|Helper|Helpers)\\.java"));
    }
}
