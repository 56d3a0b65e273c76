package dev.cortado.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small program with a module descriptor of its own is built and run on the module path. */
class ModulePathTest {

    private static final String DESCRIPTOR = """
            module example.digits {
                requires dev.cortado.runtime;
                requires dev.cortado.layers;
                requires dev.cortado.training;
            }
            """;

    private static final String PROGRAM = """
            package example.digits;

            import dev.cortado.layers.*;
            import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
            import dev.cortado.layers.optimizer.Sgd;
            import dev.cortado.runtime.Cortado;
            import dev.cortado.training.data.StrokeDigits;
            import dev.cortado.training.model.CortadoVersion;

            public class Main {
                public static void main(String[] args) {
                    for (String name : new String[] {"cpu", "reference"}) {
                        try (var cortado = Cortado.builder().backend(name).threads(1).build()) {
                            var result = cortado.trainer()
                                    .network(Sequential.of(Conv2d.of(2, 5), MaxPool2d.of(4), Flatten.of(), Linear.of(10)))
                                    .loss(SoftmaxCrossEntropyLoss.of())
                                    .optimizer(Sgd.of())
                                    .epochs(1)
                                    .build()
                                    .fit(StrokeDigits.train(64, 1), StrokeDigits.test(10, 1));
                            System.out.println("version " + CortadoVersion.current());
                            System.out.println(name + " " + result.steps() + " " + Main.class.getModule().isNamed()
                                    + " " + cortado.session().backend().getClass().getModule().getName());
                        }
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aProgramOnTheModulePathFindsTheBackends() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("src/example/digits"));
        Path descriptor = Files.writeString(folder.resolve("src/module-info.java"), DESCRIPTOR);
        Path program = Files.writeString(sources.resolve("Main.java"), PROGRAM);
        Path classes = folder.resolve("classes");
        run("javac", "-p", modulePath(), "-d", classes.toString(), descriptor.toString(), program.toString());
        String printed = run(
                "java",
                "--add-modules",
                "jdk.incubator.vector,dev.cortado.backend.cpu,dev.cortado.backend.reference",
                "-p",
                modulePath() + System.getProperty("path.separator") + classes,
                "-m",
                "example.digits/example.digits.Main");
        assertThat(printed)
                .containsPattern("version [0-9]+[.][0-9]+")
                .contains("cpu 1 true dev.cortado.backend.cpu")
                .contains("reference 1 true dev.cortado.backend.reference");
    }

    /** Returns the libraries of this test without those of tests; the modules of the house are folders of classes here. */
    private static String modulePath() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> !entry.contains("test-classes"))
                .filter(entry -> !entry.matches(
                        ".*(junit|assertj|archunit|opentest4j|apiguardian|byte-buddy|surefire|slf4j|jmh|jspecify).*"))
                .filter(entry -> Files.exists(Path.of(entry)))
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private String run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
