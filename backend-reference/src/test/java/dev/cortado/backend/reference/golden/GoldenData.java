package dev.cortado.backend.reference.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Finds the golden data of PyTorch: {@code $CORTADO_CONFORMANCE_DATA/pytorch}, or {@code shared/conformance} above. */
final class GoldenData {

    private static final String VARIABLE = "CORTADO_CONFORMANCE_DATA";

    private GoldenData() {}

    /** Returns a test for each case of the given operations; none of them may be without a case. */
    static Stream<DynamicTest> tests(List<String> ops, Consumer<GoldenCase> check) throws IOException {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            String reason = "golden data not found: set " + VARIABLE + " to the folder that holds pytorch/index.tsv";
            System.out.println("skipped " + ops + ": " + reason);
            Assumptions.abort(reason);
        }
        List<String[]> rows = Files.readAllLines(folder.get().resolve("index.tsv")).stream()
                .map(line -> line.split("\t"))
                .filter(columns -> ops.contains(columns[2]))
                .toList();
        assertThat(rows).extracting(columns -> columns[2]).containsAll(ops);
        return rows.stream()
                .map(columns -> DynamicTest.dynamicTest(
                        columns[0],
                        () -> check.accept(GoldenCase.load(folder.get().resolve(columns[0])))));
    }

    private static Optional<Path> folder() {
        String chosen = System.getenv(VARIABLE);
        if (chosen != null) {
            return Optional.of(Path.of(chosen, "pytorch")).filter(GoldenData::isData);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve(Path.of("shared", "conformance", "pytorch")))
                .filter(GoldenData::isData)
                .findFirst();
    }

    private static boolean isData(Path folder) {
        return Files.isRegularFile(folder.resolve("index.tsv"));
    }
}
