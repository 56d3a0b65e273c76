package dev.cortado.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import dev.cortado.api.plugin.CortadoPlugin;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told before ND4J is touched; none of this needs ND4J. */
class Nd4jProviderTest {

    private static final String API = "org/nd4j/linalg/factory/Nd4j.class";
    private static final String CPU = "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";
    private static final String JAVACPP = "org/bytedeco/javacpp/Pointer.class";
    private static final String NATIVES = "org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64";
    private static final String METADATA = "META-INF/maven/org.nd4j/nd4j-native/pom.properties";

    @TempDir
    Path folder;

    @Test
    void aPluginOnTheClassPathOffersIt() {
        assertThat(ServiceLoader.load(CortadoPlugin.class).stream()
                        .flatMap(plugin -> plugin.get().backends().stream())
                        .map(BackendProvider::name))
                .contains("nd4j");
    }

    @Test
    void itIsChosenAfterTheCpuBackend() {
        assertThat(new Nd4jProvider().priority()).isLessThan(100).isPositive();
    }

    /** The provider itself must load, and answer, in a class loader that knows nothing of ND4J. */
    @Test
    void withoutAnyClassOfNd4jTheReasonNamesWhatToAdd() throws Exception {
        URL[] urls = Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> entry.contains("backend-nd4j") || entry.matches(".*(/api/|cortado-api).*"))
                .map(Nd4jProviderTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Object plugin = loader.loadClass(Nd4jPlugin.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            Object provider = ((List<?>) plugin.getClass().getMethod("backends").invoke(plugin)).get(0);
            Object usability = provider.getClass().getMethod("usability").invoke(provider);
            assertThat(usability.toString())
                    .contains("usable=false", "nd4j-api are not on the class path", "linux-x86_64-onednn-avx512");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    @Test
    void eachMissingPartIsNamed() throws IOException {
        assertThat(usability(API).reason()).contains("nd4j-native");
        assertThat(usability(API, CPU).reason()).contains("javacpp");
        assertThat(usability(API, CPU, JAVACPP).reason()).contains("no native library of ND4J");
        assertThat(usability(NATIVES + "/libjnind4jcpu.so").reason()).contains("without oneDNN");
        assertThat(usability(NATIVES + "-onednn-avx2/libjnind4jcpu.so").reason())
                .contains("no native library of javacpp");
        assertThat(usability("org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so")
                        .reason())
                .contains("no native library of openblas");
        Usability complete = usability("org/bytedeco/openblas/linux-x86_64/libjniopenblas.so");
        assertThat(complete.usable()).isTrue();
        assertThat(complete.reason()).contains("linux-x86_64-onednn-avx2");
        Files.writeString(folder.resolve("cpuinfo"), "model name : old\nflags : fpu sse2 avx\n");
        assertThat(usability().reason()).contains("a processor with avx2");
        Files.writeString(folder.resolve("cpuinfo"), "flags : fpu sse2 avx avx2\n");
        assertThat(usability().usable()).isTrue();
    }

    @Test
    void anotherVersionIsRefusedByItsNumber() throws IOException {
        Path file = folder.resolve(METADATA);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "version=1.0.0-beta7\n");
        Usability usability = usability(API, CPU, JAVACPP);
        assertThat(usability.usable()).isFalse();
        assertThat(usability.reason()).contains("1.0.0-beta7", Nd4jPresence.VERSION);
        Nd4jProvider provider = new Nd4jProvider(presence());
        assertThatThrownBy(() -> provider.create(BackendOptions.of(1)))
                .isInstanceOfSatisfying(CortadoException.class, e -> {
                    assertThat(e.code()).isEqualTo("backend-unusable");
                    assertThat(e.fix())
                            .hasValueSatisfying(fix -> assertThat(fix).contains("nd4j-native"));
                });
    }

    @Test
    void whatFailsWhileStartingIsOneMessageWithAFix() {
        CortadoException link = Nd4jFailure.start(
                new ExceptionInInitializerError(new UnsatisfiedLinkError("libjnind4jcpu.so: no such file")));
        assertThat(link.code()).isEqualTo("backend-start-failed");
        assertThat(link).hasMessageContaining("libjnind4jcpu.so").hasMessageContaining("-onednn-avx2");
        CortadoException mixed = Nd4jFailure.start(new NoSuchMethodError("setMaxThreads"));
        assertThat(mixed).hasMessageContaining("several versions");
    }

    @Test
    void anUnknownSettingIsRefused() {
        BackendOptions options = BackendOptions.of(1).withProperties(Map.of("device", "0"));
        assertThatThrownBy(() -> Nd4jSettings.check(options))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("device");
    }

    private Usability usability(String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            if (!Files.exists(path)) {
                Files.createFile(path);
            }
        }
        return presence().usability();
    }

    private Nd4jPresence presence() {
        return new Nd4jPresence(
                new URLClassLoader(new URL[] {url(folder.toString() + "/")}, ClassLoader.getPlatformClassLoader()),
                folder.resolve("cpuinfo"));
    }
}
