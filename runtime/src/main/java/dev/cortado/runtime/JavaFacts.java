package dev.cortado.runtime;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The JVM that runs, the others that a shell would find, and what they may use of the machine.
 *
 * @param version the version of Java that runs
 * @param vendor who built it
 * @param home its folder
 * @param onPath the folder of the {@code java} that PATH names; empty if none
 * @param javaHome the folder that JAVA_HOME names; empty if not set
 * @param system operating system and processor
 * @param processors processors that may be used
 * @param heapBytes how far the heap may grow
 * @param vectorModule whether the module of the Vector API was added
 */
public record JavaFacts(
        String version,
        String vendor,
        String home,
        String onPath,
        String javaHome,
        String system,
        int processors,
        long heapBytes,
        boolean vectorModule) {

    private static final String VECTORS = "jdk.incubator.vector";

    static JavaFacts of(Map<String, String> environment) {
        return new JavaFacts(
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"),
                onPath(environment.getOrDefault("PATH", "")),
                environment.getOrDefault("JAVA_HOME", ""),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory(),
                ModuleLayer.boot().findModule(VECTORS).isPresent());
    }

    /** Returns what is odd about two JDKs; empty if PATH and JAVA_HOME lead to the same one, or only one is set. */
    Optional<String> mismatch() {
        if (onPath.isEmpty() || javaHome.isEmpty() || real(Path.of(onPath)).equals(real(Path.of(javaHome)))) {
            return Optional.empty();
        }
        return Optional.of("java on PATH is " + onPath + version(onPath) + ", JAVA_HOME is " + javaHome
                + version(javaHome) + "; this process runs " + home + " (" + version + ")");
    }

    private static String onPath(String path) {
        for (String folder : path.split(File.pathSeparator)) {
            for (String name : new String[] {"java", "java.exe"}) {
                Path java = Path.of(folder.isEmpty() ? "." : folder, name);
                if (Files.isExecutable(java) && !Files.isDirectory(java)) {
                    Path bin = real(java).getParent();
                    return bin == null || bin.getParent() == null
                            ? ""
                            : bin.getParent().toString();
                }
            }
        }
        return "";
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException absent) {
            return path.toAbsolutePath();
        }
    }

    private static String version(String home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(home, "release"), StandardCharsets.UTF_8)) {
            release.load(reader);
        } catch (IOException | IllegalArgumentException none) {
            return Files.isDirectory(Path.of(home)) ? "" : " (no such folder)";
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return version.isEmpty() ? "" : " (" + version + ")";
    }
}
