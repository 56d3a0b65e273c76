package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code cortado}, with a program of one class in the place of Cortado's. */
@DisabledOnOs(value = WINDOWS, disabledReason = "the script is for sh; Windows has cortado.cmd, which makes no archive")
class LauncherTest {

    private static final String PROGRAM = """
            package dev.cortado.cli;
            public class Main {
                public static void main(String[] args) {
                    var jvm = java.lang.management.ManagementFactory.getRuntimeMXBean();
                    System.out.println(String.join(" ", args) + ": " + jvm.getInputArguments());
                }
            }
            """;

    @TempDir
    Path home;

    @BeforeEach
    void install() throws IOException {
        Path source = Path.of("").toAbsolutePath();
        while (!Files.exists(source.resolve("mvnw"))) {
            source = source.getParent();
        }
        Files.copy(source.resolve("cortado"), home.resolve("cortado"));
        Files.createDirectories(lib());
        writeJar();
    }

    private Path lib() {
        return target().resolve("lib");
    }

    private Path target() {
        return home.resolve("cli/target/cortado");
    }

    private void writeJar() throws IOException {
        JavaFileObject unit = new SimpleJavaFileObject(URI.create("string:///Main.java"), JavaFileObject.Kind.SOURCE) {

            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
                return PROGRAM;
            }
        };
        Path classes = Files.createDirectories(home.resolve("classes"));
        List<String> options = List.of("-d", classes.toString(), "-proc:none");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .getTask(null, null, null, options, null, List.of(unit))
                        .call())
                .isTrue();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib().resolve("program.jar")))) {
            jar.putNextEntry(new JarEntry("dev/cortado/cli/Main.class"));
            Files.copy(classes.resolve("dev/cortado/cli/Main.class"), jar);
        }
    }

    private String run(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("cortado").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "XDG_CACHE_HOME",
                        home.resolve("cache").toString()));
        builder.environment().keySet().removeAll(List.of("CORTADO_JAVA_OPTS", "CORTADO_CLASSPATH", "CORTADO_BACKEND"));
        Path output = home.resolve("output.txt");
        Process process = builder.redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed).contains("doctor: [");
        return printed;
    }

    private static List<Path> archives(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    @Test
    void theFirstLaunchMakesAnArchiveOfClassesAndEveryLaunchUsesIt() throws Exception {
        assertThat(run("doctor")).contains("-XX:SharedArchiveFile=" + target());
        List<Path> made = archives(home);
        assertThat(made)
                .hasSize(1)
                .first()
                .satisfies(archive -> assertThat(archive).isNotEmptyFile());
        FileTime before = Files.getLastModifiedTime(made.get(0));
        assertThat(run("doctor")).contains("-XX:SharedArchiveFile=" + made.get(0));
        assertThat(Files.getLastModifiedTime(made.get(0))).isEqualTo(before);
    }

    @Test
    void aNewerJarMakesTheArchiveDueAgain() throws Exception {
        run("doctor");
        Path archive = archives(home).get(0);
        Files.writeString(archive, "stale");
        Path tried = Path.of(archive + ".tried");
        Files.setLastModifiedTime(tried, FileTime.fromMillis(System.currentTimeMillis() - 60_000));
        assertThat(run("doctor")).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(Files.size(archive)).isGreaterThan(1_000);
    }

    @Test
    void anArchiveThatDoesNotFitIsPassedOver() throws Exception {
        run("doctor");
        Files.writeString(archives(home).get(0), "no archive at all");
        assertThat(run("doctor").lines().filter(line -> !line.startsWith("WARNING")))
                .hasSize(1);
    }

    @Test
    void whereTheBuildFolderCannotBeWrittenTheArchiveLiesInTheCacheOfTheUser() throws Exception {
        File folder = target().toFile();
        assertThat(folder.setWritable(false)).isTrue();
        try {
            assumeThat(Files.isWritable(target()))
                    .as("this user, probably root, may write to every folder")
                    .isFalse();
            assertThat(run("doctor")).contains("-XX:SharedArchiveFile=" + home.resolve("cache"));
        } finally {
            folder.setWritable(true);
        }
    }

    @Test
    void whatCannotBeWrittenDoesNoHarm() throws Exception {
        run("doctor");
        Path archive = archives(home).get(0);
        Files.delete(archive);
        // a folder in the place of the file that marks the attempt: nobody can write to it, not even root
        Path tried = Path.of(archive + ".tried");
        Files.delete(tried);
        Files.createDirectory(tried);
        assertThat(run("doctor").lines().filter(line -> !line.startsWith("WARNING")))
                .hasSize(1)
                .noneMatch(line -> line.contains("SharedArchiveFile"));
        assertThat(archives(home)).isEmpty();
    }
}
