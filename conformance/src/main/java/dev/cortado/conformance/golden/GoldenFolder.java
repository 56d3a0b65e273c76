package dev.cortado.conformance.golden;

import dev.cortado.api.CortadoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of test vectors.
 *
 * @param path where it is
 */
public record GoldenFolder(Path path) {

    /**
     * Finds the vectors made with PyTorch, which lie beside the checkout: in the folder that the environment variable
     * {@code CORTADO_GOLDEN} names, or in {@code shared/conformance/pytorch} in a folder above; prints a line if they are
     * absent.
     */
    public static Optional<GoldenFolder> pytorch() {
        String variable = System.getenv("CORTADO_GOLDEN");
        if (variable != null) {
            return existing(Path.of(variable));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared").resolve("conformance").resolve("pytorch");
            if (Files.isDirectory(candidate)) {
                return Optional.of(new GoldenFolder(candidate));
            }
        }
        return existing(Path.of("shared", "conformance", "pytorch"));
    }

    private static Optional<GoldenFolder> existing(Path folder) {
        if (Files.isDirectory(folder)) {
            return Optional.of(new GoldenFolder(folder));
        }
        System.out.println(
                "skipped: no test vectors in " + folder + "; set CORTADO_GOLDEN to the folder that holds them");
        return Optional.empty();
    }

    /**
     * Returns all cases by name.
     *
     * @throws CortadoException if there is none
     */
    public List<GoldenCase> all() {
        List<GoldenCase> cases = casesMatching("\\w+");
        if (cases.isEmpty()) {
            throw CortadoException.user(
                    "no-golden-cases",
                    path.toString(),
                    "there is no folder with case.json and tensors.safetensors in it",
                    "name the folder that holds one folder per case");
        }
        return cases;
    }

    /** Returns the cases whose name starts with a word and a number, such as {@code conv2d_01} for {@code conv2d}. */
    public List<GoldenCase> cases(String op) {
        return casesMatching(op + "_\\d+");
    }

    private List<GoldenCase> casesMatching(String pattern) {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(path)) {
            return folders.filter(folder -> folder.getFileName().toString().matches(pattern))
                    .filter(folder -> Files.isRegularFile(folder.resolve("case.json")))
                    .sorted()
                    .map(GoldenFolder::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenCase read(Path folder) {
        try {
            return GoldenCase.read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
