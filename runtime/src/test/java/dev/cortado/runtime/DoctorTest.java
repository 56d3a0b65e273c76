package dev.cortado.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    Path folder;

    private Diagnosis examine(Plugins plugins, String environment, boolean start) {
        return new Doctor(new BackendSettings(null, environment, folder), Map.of())
                .examine(() -> plugins, Selection.defaults(), start);
    }

    @Test
    void examinesTheRealBackends() {
        Diagnosis diagnosis = Doctor.ofThisProcess().examine(PluginDiscovery::discover, Selection.defaults(), true);
        assertThat(diagnosis.healthy()).isTrue();
        assertThat(diagnosis.choice())
                .hasValueSatisfying(choice -> assertThat(choice.name()).isEqualTo("cpu"));
        assertThat(diagnosis.backends()).anySatisfy(each -> {
            assertThat(each.found().name()).isEqualTo("cpu");
            assertThat(each.jar().place()).contains("backend-cpu");
            assertThat(each.device().orElseThrow().name()).contains("thread");
        });
        assertThat(diagnosis.java().processors()).isPositive();
        assertThat(diagnosis.java().heapBytes()).isPositive();
    }

    @Test
    void showsABackendThatCannotStartOrRun() {
        Plugins plugins = TestPlugin.plugins(
                TestPlugin.withBackends("a", TestBackend.usable("broken", 9), TestBackend.unusable("gpu", 99)));
        Diagnosis diagnosis = examine(plugins, null, true);
        assertThat(diagnosis.healthy()).as("what was chosen does not start").isFalse();
        assertThat(diagnosis.backends().get(1).failure()).contains("the engine did not start");
        assertThat(diagnosis.backends().get(0).failure()).isEmpty();
        assertThat(diagnosis.advice()).contains("gpu: install a driver");
        assertThat(examine(plugins, null, false).healthy()).isTrue();
        assertThat(examine(plugins, null, false).backends().get(1).device()).isEmpty();
    }

    @Test
    void saysWhyNoneIsChosenAndHowToGetWhatIsAbsent() {
        Plugins plugins = TestPlugin.plugins(TestPlugin.withBackends("a", TestBackend.unusable("gpu", 99)));
        Diagnosis diagnosis = examine(plugins, "nd4j", true);
        assertThat(diagnosis.healthy()).isFalse();
        assertThat(diagnosis.problem()).contains("there is no backend 'nd4j' (CORTADO_BACKEND=nd4j)");
        assertThat(diagnosis.absent()).containsOnlyKeys("cpu", "reference", "opencl", "nd4j");
        assertThat(diagnosis.absent().get("nd4j")).contains("130 MB", "--backend nd4j");
    }

    @Test
    void reportsPluginsThatCannotLiveTogether() {
        Diagnosis diagnosis = new Doctor(new BackendSettings(null, null, folder), Map.of())
                .examine(
                        () -> {
                            throw CortadoException.plugin("b", "duplicate-name", null, "offered twice", null, null);
                        },
                        Selection.defaults(),
                        true);
        assertThat(diagnosis.healthy()).isFalse();
        assertThat(diagnosis.problem()).isEqualTo("offered twice");
        assertThat(diagnosis.absent()).isEmpty();
    }

    @Test
    void aBrokenProjectFileIsAFinding() throws Exception {
        Files.writeString(folder.resolve("cortado.properties"), "backnd=cpu\n");
        Plugins plugins = TestPlugin.plugins(TestPlugin.withBackends("a", TestBackend.usable("cpu", 9)));
        assertThat(examine(plugins, null, true).problem()).contains("unknown setting 'backnd'");
        Diagnosis named = new Doctor(new BackendSettings(null, null, folder), Map.of())
                .examine(() -> plugins, Selection.defaults().withBackend("cpu"), true);
        assertThat(named.healthy()).isFalse();
        assertThat(named.backends().get(0).failure()).contains("unknown setting 'backnd'");
    }

    @Test
    void noticesTwoJdks() throws Exception {
        Path one = jdk("one", "17.0.1");
        Path two = jdk("two", "25.0.2");
        Map<String, String> mixed = Map.of("PATH", one + "/bin", "JAVA_HOME", two.toString());
        Diagnosis diagnosis = new Doctor(new BackendSettings(null, null, folder), mixed)
                .examine(() -> new Plugins(List.of(), List.of()), Selection.defaults(), false);
        assertThat(diagnosis.advice())
                .anySatisfy(line ->
                        assertThat(line).startsWith("two JDKs: java on PATH is").contains("(17.0.1)", "(25.0.2)"));
        Map<String, String> same = Map.of("PATH", one + "/bin", "JAVA_HOME", one.toString());
        assertThat(JavaFacts.of(same).mismatch()).isEmpty();
        assertThat(JavaFacts.of(Map.of("PATH", one + "/bin")).mismatch()).isEmpty();
    }

    private Path jdk(String name, String version) throws Exception {
        Path home = folder.toRealPath().resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** Does not come back from being asked or created. */
    private record Silent(String name, boolean asked) implements BackendProvider {

        @Override
        public String summary() {
            return "hangs";
        }

        @Override
        public int priority() {
            return 50;
        }

        @Override
        public Usability usability() {
            return asked ? hang() : Usability.yes("or so it says");
        }

        @Override
        public Backend create(BackendOptions options) {
            return hang();
        }

        private static <T> T hang() {
            while (true) {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException ignored) {
                    continue;
                }
            }
        }
    }

    @Test
    @Timeout(30)
    void aBackendThatDoesNotAnswerKeepsNobodyWaiting() {
        Plugins plugins = TestPlugin.plugins(TestPlugin.withBackends(
                "a", new Silent("mute", true), new Silent("stuck", false), TestBackend.usable("broken", 1)));
        Doctor doctor =
                new Doctor(new BackendSettings(null, null, folder), Map.of(), new TimeLimit(Duration.ofMillis(1500)));
        List<String> order = new ArrayList<>();
        Diagnosis diagnosis = doctor.examine(
                () -> plugins,
                Selection.defaults(),
                true,
                each -> order.add(each.found().name()));
        assertThat(order).containsExactly("mute", "stuck", "broken");
        assertThat(diagnosis.backends().get(0).found().usability().reason()).contains("did not answer within 1.5 s");
        assertThat(diagnosis.backends().get(1).failure()).isEqualTo("did not answer within 1.5 s");
        assertThat(diagnosis.backends().get(2).failure()).contains("the engine did not start");
        assertThat(diagnosis.healthy()).isFalse();
        assertThatThrownBy(() -> new TimeLimit(Duration.ofSeconds(1)).ask("stuck", Silent::hang))
                .hasMessage("did not answer within 1 s");
    }
}
