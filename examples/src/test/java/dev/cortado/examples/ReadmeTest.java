package dev.cortado.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles and runs exactly the Java that README.md shows. */
class ReadmeTest {

    private static final int MOST_LINES = 25;
    private static final int MOST_MINUTES = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "guice", "service"})
    void theTextOfTheReadmeRuns(String example) throws Exception {
        String source = block(Files.readString(readme()), example);
        assertThat(source.lines().filter(line -> !line.isBlank() && !line.startsWith("import ")))
                .hasSizeLessThan(MOST_LINES);
        String name = className(source);
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        compile(file);
        String printed = run(name);
        Matcher accuracy = Pattern.compile("test accuracy: ([0-9.]+)").matcher(printed);
        assertThat(accuracy.find()).as(printed).isTrue();
        assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.9);
    }

    private static Path readme() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder.resolve("README.md");
    }

    private static String block(String text, String example) {
        String marker = "<!-- example:" + example + " -->";
        assertThat(text).contains(marker);
        Matcher block = Pattern.compile("\\A\\s*```java\\n(.*?)\\n```", Pattern.DOTALL)
                .matcher(text.substring(text.indexOf(marker) + marker.length()));
        assertThat(block.find())
                .as("README.md has a Java block after " + marker)
                .isTrue();
        return block.group(1) + "\n";
    }

    private static String className(String source) {
        Matcher name = Pattern.compile("public (?:final )?class (\\w+)").matcher(source);
        assertThat(name.find()).isTrue();
        return name.group(1);
    }

    private void compile(Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-d",
                    folder.toString(),
                    "-proc:none",
                    "--release",
                    "17",
                    "-cp",
                    System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(problems, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(problems.toString()).isTrue();
        }
    }

    private String run(String name) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp"));
        command.add(folder + File.pathSeparator + System.getProperty("java.class.path"));
        command.add(name);
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        String printed = Files.readString(output);
        assertThat(ended).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
