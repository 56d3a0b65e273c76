package dev.cortado.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.WindowReduce;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No operation of the api is left out of the cases. */
class OpCoverageTest {

    @Test
    void everyOperationHasACase() throws Exception {
        Set<String> operations = operationsOfTheApi();
        assertThat(operations).hasSizeGreaterThanOrEqualTo(38).contains("Convolution", "SoftmaxCrossEntropy");
        Set<String> covered = OpCases.all().stream()
                .map(example -> example.op().getClass().getSimpleName())
                .collect(Collectors.toSet());
        assertThat(covered).containsExactlyInAnyOrderElementsOf(operations);
    }

    @Test
    void everyKindOfFunctionHasACase() {
        Set<Unary.Kind> unary = EnumSet.noneOf(Unary.Kind.class);
        Set<Binary.Kind> binary = EnumSet.noneOf(Binary.Kind.class);
        Set<Binary.Kind> scalar = EnumSet.noneOf(Binary.Kind.class);
        Set<Reduce.Kind> reduce = EnumSet.noneOf(Reduce.Kind.class);
        Set<WindowReduce.Kind> window = EnumSet.noneOf(WindowReduce.Kind.class);
        for (OpCase example : OpCases.all()) {
            if (example.op() instanceof Unary op) {
                unary.add(op.kind());
            } else if (example.op() instanceof Binary op) {
                binary.add(op.kind());
            } else if (example.op() instanceof ScalarBinary op) {
                scalar.add(op.kind());
            } else if (example.op() instanceof Reduce op) {
                reduce.add(op.kind());
            } else if (example.op() instanceof WindowReduce op) {
                window.add(op.kind());
            }
        }
        assertThat(unary).containsExactly(Unary.Kind.values());
        assertThat(binary).containsExactly(Binary.Kind.values());
        assertThat(scalar)
                .containsExactlyElementsOf(Stream.of(Binary.Kind.values())
                        .filter(kind -> !kind.isLogic())
                        .toList());
        assertThat(reduce).containsExactly(Reduce.Kind.values());
        assertThat(window).containsExactly(WindowReduce.Kind.values());
    }

    private static Set<String> operationsOfTheApi() throws Exception {
        URI source =
                Op.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (Files.isDirectory(Path.of(source))) {
            return operationsIn(Path.of(source));
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + source), Map.of())) {
            return operationsIn(jar.getPath("/"));
        }
    }

    private static Set<String> operationsIn(Path root) throws IOException, ClassNotFoundException {
        Set<String> found = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> list = Files.list(root.resolve("dev/cortado/api/op"))) {
            files = list.toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(".class")) {
                Class<?> type = Class.forName("dev.cortado.api.op." + name.substring(0, name.length() - 6));
                if (Op.class.isAssignableFrom(type) && !type.isInterface()) {
                    found.add(type.getSimpleName());
                }
            }
        }
        return found;
    }
}
