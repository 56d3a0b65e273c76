package dev.cortado.backend.nd4j;

import dev.cortado.api.backend.Usability;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Looks which parts of ND4J a class loader sees, by the names of files in its jars.
 *
 * <p>No class of ND4J is loaded, since loading some of them loads the native library.
 */
final class Nd4jPresence {

    static final String VERSION = "1.0.0-M2.1";

    static final String REMEDY =
            "add the jars that the build collects in backend-nd4j/target/lib, or the Maven artifacts"
                    + " org.nd4j:nd4j-native:" + VERSION
                    + " and the same with classifier linux-x86_64-onednn-avx512 (or"
                    + " -onednn-avx2), org.bytedeco:openblas:0.3.19-1.5.7 and org.bytedeco:javacpp:1.5.7 with classifier"
                    + " linux-x86_64, to the class path";

    private static final String NATIVES = "org/nd4j/linalg/cpu/nativecpu/bindings/";
    private static final List<String> EXTENSIONS = List.of("-onednn-avx512", "-onednn-avx2", "-onednn");
    private static final String API = "org/nd4j/linalg/factory/Nd4j.class";
    private static final String CPU = "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";
    private static final String JAVACPP = "org/bytedeco/javacpp/Pointer.class";

    /** What the processor must be able to do, by the ending of the native library; without it the JVM would crash. */
    private static final Map<String, String> NEEDED = Map.of("-onednn-avx512", "avx512f", "-onednn-avx2", "avx2");

    private final ClassLoader loader;
    private final Path processor;

    Nd4jPresence(ClassLoader loader) {
        this(loader, Path.of("/proc/cpuinfo"));
    }

    /**
     * Creates one that reads what the processor can do from a file.
     *
     * @param processor a file like {@code /proc/cpuinfo}; where there is none, nothing is known and nothing refused
     */
    Nd4jPresence(ClassLoader loader, Path processor) {
        this.loader = loader;
        this.processor = processor;
    }

    Usability usability() {
        for (String[] part : new String[][] {{API, "nd4j-api"}, {CPU, "nd4j-native"}, {JAVACPP, "javacpp"}}) {
            if (!has(part[0])) {
                return Usability.no("the classes of " + part[1] + " are not on the class path", REMEDY);
            }
        }
        String version = version();
        if (version != null && !version.equals(VERSION)) {
            return Usability.no(
                    "ND4J " + version + " is on the class path, and this backend is made for " + VERSION,
                    "use org.nd4j:nd4j-native:" + VERSION);
        }
        String platform = platform();
        for (String extension : EXTENSIONS) {
            if (has(NATIVES + platform + extension + "/libjnind4jcpu.so")) {
                return nativeFound(platform, extension);
            }
        }
        if (has(NATIVES + platform + "/libjnind4jcpu.so")) {
            return Usability.no(
                    "ND4J's native library on the class path was built without oneDNN, and is 16 to 40 times slower in"
                            + " convolution",
                    "exclude org.nd4j:nd4j-native with classifier " + platform + " and add " + platform
                            + "-onednn-avx512 or -onednn-avx2");
        }
        return Usability.no("there is no native library of ND4J for " + platform + " on the class path", REMEDY);
    }

    private Usability nativeFound(String platform, String extension) {
        if (!has("org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so")) {
            return Usability.no("there is no native library of javacpp for " + platform + " on the class path", REMEDY);
        }
        if (!has("org/bytedeco/openblas/" + platform + "/libjniopenblas.so")) {
            return Usability.no(
                    "there is no native library of openblas for " + platform + " on the class path", REMEDY);
        }
        String needed = NEEDED.get(extension);
        if (needed != null && lacks(needed)) {
            return Usability.no(
                    "ND4J's native library on the class path needs a processor with " + needed,
                    "use org.nd4j:nd4j-native with classifier " + platform
                            + (extension.endsWith("512") ? "-onednn-avx2" : "-onednn"));
        }
        return Usability.yes("ND4J " + VERSION + ", native library " + platform + extension);
    }

    private boolean lacks(String feature) {
        try (Stream<String> lines = Files.lines(processor)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .filter(flags -> !Arrays.asList(flags.split("\\s+")).contains(feature))
                    .isPresent();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private boolean has(String file) {
        return find(file) != null;
    }

    private URL find(String file) {
        return loader == null ? ClassLoader.getSystemResource(file) : loader.getResource(file);
    }

    /** Returns the version in the metadata of nd4j-native; null if it has none. */
    private String version() {
        URL metadata = find("META-INF/maven/org.nd4j/nd4j-native/pom.properties");
        if (metadata == null) {
            return null;
        }
        try (InputStream in = metadata.openStream()) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns this platform in the words of JavaCPP. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "macosx" : "windows";
        String arch = System.getProperty("os.arch");
        String processor =
                arch.equals("amd64") || arch.equals("x86_64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch;
        return family + "-" + processor;
    }
}
