package dev.cortado.training.metrics;

import dev.cortado.api.HostTensor;
import dev.cortado.interop.Json;
import dev.cortado.interop.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The golden metrics that lie beside the checkout: where {@code CORTADO_GOLDEN} names them, or in a folder above. */
record GoldenMetrics(String name, Map<String, HostTensor> tensors, Map<String, Object> attributes) {

    static List<GoldenMetrics> all(String prefix) throws IOException {
        Path folder = folder();
        if (folder == null) {
            System.out.println(
                    "skipped: the golden metrics are absent; set CORTADO_GOLDEN to the folder that holds them");
        }
        Assumptions.assumeTrue(folder != null);
        try (Stream<Path> cases = Files.list(folder)) {
            return cases.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .map(GoldenMetrics::read)
                    .toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static GoldenMetrics read(Path path) {
        return new GoldenMetrics(
                path.getFileName().toString(),
                SafetensorsFile.read(path.resolve("tensors.safetensors")).tensors(),
                (Map<String, Object>) Json.readObject(path.resolve("case.json")).get("attributes"));
    }

    private static Path folder() {
        String variable = System.getenv("CORTADO_GOLDEN");
        if (variable != null) {
            Path named = Path.of(variable);
            return Files.isDirectory(named) ? named : null;
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared").resolve("conformance").resolve("pytorch");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    double number(String tensor) {
        return tensors.get(tensor).scalar();
    }

    int[] labels() {
        HostTensor target = tensors.get("target");
        int[] labels = new int[target.spec().elements()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) target.get(i);
        }
        return labels;
    }
}
