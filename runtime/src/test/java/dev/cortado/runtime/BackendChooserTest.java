package dev.cortado.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendChooserTest {

    @TempDir
    Path folder;

    private final Plugins plugins = TestPlugin.plugins(
            TestPlugin.withBackends("a", TestBackend.usable("cpu", 100)),
            TestPlugin.withBackends("b", TestBackend.usable("reference", 10), TestBackend.unusable("gpu", 200)));

    private BackendChooser chooser(Plugins among, String property, String environment) {
        return new BackendChooser(among, new BackendSettings(property, environment, folder));
    }

    private void projectFile(String text) throws IOException {
        Files.writeString(folder.resolve("cortado.properties"), text);
    }

    @Test
    void takesTheUsableOneWithTheHighestPriority() {
        BackendChoice choice = chooser(plugins, null, null).choose();
        assertThat(choice.name()).isEqualTo("cpu");
        assertThat(choice.reason()).isEqualTo("highest priority of the usable backends: cpu 100, reference 10");
    }

    @Test
    void saysWhenThereIsOnlyOne() {
        Plugins one = TestPlugin.plugins(
                TestPlugin.withBackends("a", TestBackend.usable("cpu", 1), TestBackend.unusable("gpu", 2)));
        assertThat(chooser(one, null, null).choose()).satisfies(choice -> {
            assertThat(choice.name()).isEqualTo("cpu");
            assertThat(choice.reason()).isEqualTo("the only usable backend");
        });
    }

    @Test
    void followsTheOrderOfPrecedence() throws IOException {
        projectFile("backend = reference\n");
        assertThat(chooser(plugins, null, null).choose()).satisfies(choice -> {
            assertThat(choice.name()).isEqualTo("reference");
            assertThat(choice.reason()).endsWith("cortado.properties: backend=reference");
        });
        assertThat(chooser(plugins, null, "cpu").choose())
                .satisfies(choice -> assertThat(choice.reason()).isEqualTo("CORTADO_BACKEND=cpu"));
        assertThat(chooser(plugins, "reference", "cpu").choose())
                .satisfies(choice -> assertThat(choice.reason()).isEqualTo("-Dcortado.backend=reference"));
        assertThat(chooser(plugins, "reference", "cpu").choose("cpu").name()).isEqualTo("cpu");
        assertThat(chooser(plugins, " ", "").choose().name()).isEqualTo("reference");
    }

    @Test
    void refusesATieAndListsBoth() {
        Plugins tie = TestPlugin.plugins(
                TestPlugin.withBackends("a", TestBackend.usable("one", 5)),
                TestPlugin.withBackends("b", TestBackend.usable("two", 5), TestBackend.usable("low", 1)));
        assertThatThrownBy(() -> chooser(tie, null, null).choose())
                .hasMessageContaining("'one'")
                .hasMessageContaining("'two'")
                .hasMessageContaining("priority 5")
                .hasMessageContaining("CORTADO_BACKEND=one");
        assertThat(chooser(tie, null, "two").choose().name()).isEqualTo("two");
    }

    @Test
    void refusesAnUnknownNameAndSaysWhatWasFoundAndWhere() {
        assertThatThrownBy(() -> chooser(plugins, null, null).choose("cpuu"))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.category()).isEqualTo(CortadoException.Category.USER))
                .hasMessageContaining("there is no backend 'cpuu' (named explicitly)")
                .hasMessageContaining("did you mean 'cpu'?")
                .hasMessageContaining("cpu in ")
                .hasMessageContaining("test-classes")
                .hasMessageContaining("gpu in ")
                .hasMessageContaining("install a driver")
                .hasMessageContaining("when the jar of its plug-in is on the class path");
        assertThatThrownBy(() -> chooser(plugins, null, "cuda").choose()).hasMessageContaining("CORTADO_BACKEND=cuda");
    }

    @Test
    void namesPluginsThatFailedWhereABackendIsMissing() {
        PluginFailure failure = new PluginFailure("com.example.Gpu", "no driver", new RuntimeException());
        Plugins failed = new Plugins(List.of(), List.of(failure));
        assertThatThrownBy(() -> chooser(failed, null, null).choose())
                .hasMessageContaining("no backend can run here")
                .hasMessageContaining("plug-in com.example.Gpu was left out: no driver");
    }

    @Test
    void refusesANamedBackendThatCannotRun() {
        assertThatThrownBy(() -> chooser(plugins, null, null).choose("gpu"))
                .hasMessageContaining("backend 'gpu' (named explicitly)")
                .hasMessageContaining("there is no device")
                .hasMessageContaining("install a driver");
    }

    @Test
    void refusesWhenNoneCanRun() {
        Plugins none = TestPlugin.plugins(TestPlugin.withBackends("a", TestBackend.unusable("gpu", 2)));
        assertThatThrownBy(() -> chooser(none, null, null).choose())
                .hasMessageContaining("no backend can run here")
                .hasMessageContaining("gpu in ")
                .hasMessageContaining("there is no device (install a driver)");
    }

    @Test
    void takesAProviderThatThrowsAsUnusable() {
        BackendProvider liar = new BackendProvider() {
            @Override
            public String name() {
                return "liar";
            }

            @Override
            public String summary() {
                return "breaks the contract";
            }

            @Override
            public int priority() {
                return 300;
            }

            @Override
            public Usability usability() {
                throw new IllegalStateException("boom");
            }

            @Override
            public Backend create(BackendOptions options) {
                throw new AssertionError("must not be created");
            }
        };
        Plugins both = TestPlugin.plugins(
                TestPlugin.withBackends("a", TestBackend.usable("cpu", 1)), TestPlugin.withBackends("test.liar", liar));
        assertThat(chooser(both, null, null).choose().name()).isEqualTo("cpu");
        assertThatThrownBy(() -> chooser(both, null, null).choose("liar"))
                .hasMessageContaining("boom")
                .hasMessageContaining("report this to whoever made plug-in 'test.liar'");
    }

    @Test
    void refusesAProjectFileThatItDoesNotUnderstand() throws IOException {
        projectFile("backnd=cpu\n");
        assertThatThrownBy(() -> chooser(plugins, null, null).choose())
                .hasMessageContaining("cortado.properties: unknown setting 'backnd'; did you mean 'backend'?");
        projectFile("backend=\\u12\n");
        assertThatThrownBy(() -> chooser(plugins, null, null).choose()).hasMessageContaining("cannot be read");
        projectFile("# nothing\nbackend=\n");
        assertThat(chooser(plugins, null, null).choose().name()).isEqualTo("cpu");
    }

    @Test
    void tellsHowToGetABackendOfThisProject() {
        assertThatThrownBy(() -> chooser(plugins, null, null).choose("nd4j"))
                .hasMessageContaining("there is no backend 'nd4j'")
                .hasMessageContaining("--backend nd4j' fetches it once")
                .hasMessageContaining("dev.cortado:cortado-backend-nd4j");
        assertThatThrownBy(() -> chooser(plugins, null, null).choose("opencl"))
                .hasMessageContaining("dev.cortado:cortado-backend-opencl")
                .hasMessageContaining("OpenCL driver");
    }

    @Test
    void listsAllThatTie() {
        Plugins tie = TestPlugin.plugins(TestPlugin.withBackends(
                "a", TestBackend.usable("one", 5), TestBackend.usable("two", 5), TestBackend.usable("three", 5)));
        assertThatThrownBy(() -> chooser(tie, null, null).choose())
                .hasMessageContaining("'one'")
                .hasMessageContaining("'two'")
                .hasMessageContaining("'three'")
                .hasMessageContaining("are all usable");
    }

    @Test
    void takesADeviceFromTheNearestSetting() throws IOException {
        projectFile("backend=gpu\ndevice=0\noption.cache=off\n");
        BackendSettings file = new BackendSettings(null, null, folder);
        assertThat(file.properties("gpu", Map.of()))
                .containsEntry("device", new BackendSettings.Setting("0", folder + "/cortado.properties"))
                .containsEntry("cache", new BackendSettings.Setting("off", folder + "/cortado.properties"));
        assertThat(file.properties("cpu", Map.of()))
                .as("the file speaks of gpu")
                .isEmpty();
        BackendSettings variable = new BackendSettings(null, null, null, " 1 ", folder);
        assertThat(variable.properties("gpu", Map.of()).get("device"))
                .isEqualTo(new BackendSettings.Setting("1", "CORTADO_DEVICE"));
        BackendSettings property = new BackendSettings(null, null, "2", "1", folder);
        assertThat(property.properties("gpu", Map.of()).get("device"))
                .isEqualTo(new BackendSettings.Setting("2", "-Dcortado.device"));
        assertThat(property.properties("gpu", Map.of("device", "3")).get("device"))
                .isEqualTo(new BackendSettings.Setting("3", null));
        projectFile("device=5\n");
        assertThat(file.properties("any", Map.of()).get("device").value()).isEqualTo("5");
        assertThat(chooser(plugins, null, null).choose().name()).isEqualTo("cpu");
    }

    @Test
    void refusesTwoProvidersOfOneName() {
        assertThatThrownBy(() -> TestPlugin.plugins(
                        TestPlugin.withBackends("a", TestBackend.usable("cpu", 1)),
                        TestPlugin.withBackends("b", TestBackend.usable("cpu", 2))))
                .hasMessageContaining("backend 'cpu': offered twice, by plug-in 'a'")
                .hasMessageContaining("and by plug-in 'b'")
                .hasMessageContaining("remove one of the two jars");
    }

    @Test
    void takesAnAnswerOfNullAsUnusable() {
        Plugins both = TestPlugin.plugins(
                TestPlugin.withBackends("a", TestBackend.usable("cpu", 1)),
                TestPlugin.withBackends("test.mute", new TestBackend("mute", 300, null)));
        assertThat(chooser(both, null, null).choose().name()).isEqualTo("cpu");
        assertThatThrownBy(() -> chooser(both, null, null).choose("mute"))
                .hasMessageContaining("it does not say whether it is usable");
    }
}
