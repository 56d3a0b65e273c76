package dev.cortado.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.CortadoPlugin;
import dev.cortado.api.plugin.OptionSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDiscoveryTest {

    @TempDir
    Path folder;

    /** A plug-in with the layer {@code good}. */
    public static final class Good implements CortadoPlugin {
        @Override
        public String id() {
            return "test.good";
        }

        @Override
        public List<ComponentType<Layer>> layers() {
            return List.of(layer("good"));
        }
    }

    /** A plug-in with another id, but the same layer. */
    public static final class Rival implements CortadoPlugin {
        @Override
        public String id() {
            return "test.rival";
        }

        @Override
        public List<ComponentType<Layer>> layers() {
            return List.of(layer("good"));
        }
    }

    /** A plug-in that cannot be made. */
    public static final class FailsInConstructor implements CortadoPlugin {
        /** Fails. */
        public FailsInConstructor() {
            throw new UnsupportedOperationException("no driver here");
        }

        @Override
        public String id() {
            return "test.constructor";
        }
    }

    /** A plug-in whose class cannot be initialized. */
    public static final class FailsInInitializer implements CortadoPlugin {
        private static final int NUMBER = Integer.parseInt("not a number");

        @Override
        public String id() {
            return "test.initializer" + NUMBER;
        }
    }

    /** A plug-in that fails when it is asked what it offers. */
    public static final class FailsInLayers implements CortadoPlugin {
        @Override
        public String id() {
            return "test.layers";
        }

        @Override
        public List<ComponentType<Layer>> layers() {
            throw new NoClassDefFoundError("com/example/Missing");
        }
    }

    /** A plug-in without an id. */
    public static final class WithoutId implements CortadoPlugin {
        @Override
        public String id() {
            return " ";
        }
    }

    private static ComponentType<Layer> layer(String name) {
        return new ComponentType<>(name, "for tests", OptionSchema.of(), (options, inner) -> (context, input) -> input);
    }

    private Plugins discover(Class<?>... classes) throws IOException {
        String[] names = new String[classes.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = classes[i].getName();
        }
        return PluginDiscovery.discover(new OnlyTheseServices(folder, names));
    }

    @Test
    void findsPluginsAndWhereTheyCameFrom() throws IOException {
        Plugins plugins = discover(Good.class);
        assertThat(plugins.failures()).isEmpty();
        assertThat(plugins.loaded()).singleElement().satisfies(plugin -> {
            assertThat(plugin.id()).isEqualTo("test.good");
            assertThat(plugin.source()).endsWith("test-classes");
            assertThat(plugin.layers()).extracting(ComponentType::name).containsExactly("good");
        });
    }

    @Test
    void leavesOutWhatFailsAndKeepsTheRest() throws IOException {
        Plugins plugins = discover(
                FailsInConstructor.class, FailsInInitializer.class, FailsInLayers.class, WithoutId.class, Good.class);
        assertThat(plugins.loaded()).extracting(LoadedPlugin::id).containsExactly("test.good");
        assertThat(plugins.failures()).hasSize(4);
        assertThat(plugins.failures().get(0).message())
                .contains("FailsInConstructor", "left out", "UnsupportedOperationException: no driver here");
        assertThat(plugins.failures().get(1).message()).contains("NumberFormatException");
        assertThat(plugins.failures().get(2).message()).contains("FailsInLayers", "com/example/Missing");
        assertThat(plugins.failures().get(3).message()).contains("WithoutId", "no id");
    }

    @Test
    void leavesOutClassesThatAreNotThere() throws IOException {
        Plugins plugins = PluginDiscovery.discover(new OnlyTheseServices(
                folder, "com.example.Gone", PluginDiscoveryTest.class.getName(), Good.class.getName()));
        assertThat(plugins.loaded()).hasSize(1);
        assertThat(plugins.failures()).hasSize(2);
        assertThat(plugins.failures().get(0).message()).contains("com.example.Gone", "not found");
        assertThat(plugins.failures().get(1).message()).contains("PluginDiscoveryTest", "not a subtype");
    }

    @Test
    void refusesANameThatTwoPluginsOffer() {
        assertThatThrownBy(() -> discover(Rival.class, Good.class))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("layer 'good'")
                .hasMessageContaining("'test.good'")
                .hasMessageContaining("'test.rival'")
                .hasMessageContaining("test-classes")
                .hasMessageContaining("remove one of the two");
    }

    @Test
    void refusesTwoPluginsOfOneId() {
        TestPlugin one = TestPlugin.withLayers("same", List.of());
        assertThatThrownBy(() -> TestPlugin.plugins(one, one)).hasMessageContaining("plug-in 'same'");
    }

    @Test
    void refusesTwoBackendsOfOneName() {
        assertThatThrownBy(() -> TestPlugin.plugins(
                        TestPlugin.withBackends("a", TestBackend.usable("cpu", 1)),
                        TestPlugin.withBackends("b", TestBackend.usable("cpu", 2))))
                .hasMessageContaining("backend 'cpu'");
    }

    @Test
    void doesNotDependOnTheOrderOfTheClassPath() {
        TestPlugin a = TestPlugin.withLayers("a", List.of(layer("one")));
        TestPlugin b = TestPlugin.withLayers("b", List.of(layer("two")));
        assertThat(TestPlugin.plugins(a, b).loaded())
                .isEqualTo(TestPlugin.plugins(b, a).loaded());
    }

    @Test
    void aBackendThatCannotEvenNameItselfIsLeftOut() {
        assertThatThrownBy(() -> LoadedPlugin.of(TestPlugin.withBackends("test.nameless", TestBackend.usable(null, 1))))
                .hasMessageContaining("has no name or summary");
    }
}
