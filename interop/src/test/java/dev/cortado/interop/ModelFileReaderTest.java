package dev.cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileReaderTest {

    private static ComponentType<Layer> type(String name, Option... options) {
        return new ComponentType<>(name, name, OptionSchema.of(options), (values, inner) -> (context, input) -> input);
    }

    private final ModelFileReader reader = new ModelFileReader(List.of(
            type(
                    "conv2d",
                    Option.required("filters", OptionType.INTEGER, "number of filters")
                            .atLeast(1),
                    Option.optional("kernel_size", OptionType.INTEGERS, 3L, "size"),
                    Option.optional("padding", OptionType.PADDING, "valid", "padding")),
            type("relu"),
            type("linear", Option.required("units", OptionType.INTEGER, "number of units")),
            type(
                    "dropout",
                    Option.optional("rate", OptionType.NUMBER, 0.5, "rate").between(0, 1)),
            type("sequential", Option.required("layers", OptionType.COMPONENTS, "the layers")),
            type(
                    "residual",
                    Option.required("body", OptionType.COMPONENT, "the body"),
                    Option.optional("shortcut", OptionType.COMPONENT, null, "the other way"))));

    private static final String YAML = """
            # a comment
            input: [1, 28, 28]
            layers:
              - conv2d: {filters: 20, kernel_size: [5, 3], padding: same}
              - relu
              - residual:
                  body:
                    sequential:
                      layers:
                        - conv2d:
                            filters: 20
                        - relu:
                  shortcut: relu
              - dropout: {rate: 1e-1}
              - linear: {units: 10}
            """;

    private static final String JSON = """
            {"input": [1, 28, 28],
             "layers": [
            \t{"conv2d": {"filters": 20, "kernel_size": [5, 3], "padding": "same"}},
               "relu",
               {"residual": {
                 "body": {"sequential": {"layers": [{"conv2d": {"filters": 20}}, {"relu": null}]}},
                 "shortcut": "relu"}},
               {"dropout": {"rate": 0.1}},
               {"linear": {"units": 10}}]}
            """;

    private static ComponentSpec expected() {
        ComponentSpec relu = ComponentSpec.of("relu");
        ComponentSpec inner = ComponentSpec.of("sequential")
                .with("layers", List.of(ComponentSpec.of("conv2d").with("filters", 20L), relu));
        return ComponentSpec.of("sequential")
                .with(
                        "layers",
                        List.of(
                                new ComponentSpec(
                                        "conv2d",
                                        Map.of("filters", 20L, "kernel_size", List.of(5L, 3L), "padding", "same")),
                                relu,
                                ComponentSpec.of("residual").with("body", inner).with("shortcut", relu),
                                ComponentSpec.of("dropout").with("rate", 0.1),
                                ComponentSpec.of("linear").with("units", 10L)));
    }

    @Test
    void readsYaml(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("net.yaml"), YAML);
        ModelDescription model = reader.read(file);
        assertThat(model.input()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(model.network()).isEqualTo(expected());
    }

    @Test
    void readsJson() {
        ModelDescription model = reader.parse(JSON, "net.json");
        assertThat(model.input()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(model.network()).isEqualTo(expected());
    }

    @Test
    void mayLeaveTheInputOut() {
        assertThat(reader.parse("layers: [relu]", "net.yaml").input()).isNull();
    }

    @Test
    void takesNamesOfLayersInLists() {
        assertThat(reader.parse("layers:\n  - linear: {units: 3, name: head}\n", "net.yaml")
                        .network())
                .isEqualTo(ComponentSpec.of("sequential")
                        .with("layers", List.of(new ComponentSpec("linear", Map.of("units", 3L, "name", "head")))));
        assertThatThrownBy(() -> reader.parse("layers: [{relu: {name: 3}}]", "net.yaml"))
                .hasMessageContaining("unknown option 'name'");
        assertThatThrownBy(() -> reader.parse("layers: [{residual: {body: {relu: {name: a}}}}]", "net.yaml"))
                .hasMessageContaining("unknown option 'name'");
    }

    @Test
    void proposesTheNearestLayerWithFileAndLine() {
        assertThatThrownBy(() -> reader.parse("layers:\n  - relu\n  - convv2d: {filters: 3}\n", "net.yaml"))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.code()).isEqualTo("unknown-layer"))
                .hasMessageStartingWith("net.yaml:3: ")
                .hasMessageContaining("did you mean 'conv2d'?");
        assertThatThrownBy(() -> reader.parse("{\"layers\": [\n\"relu\",\n\"rellu\"]}", "net.json"))
                .hasMessageStartingWith("net.json:3: ")
                .hasMessageContaining("did you mean 'relu'?");
    }

    @Test
    void checksOptionsWithFileLineAndLayer() {
        assertThatThrownBy(() -> reader.parse("layers:\n  - conv2d: {filter: 3}\n", "net.yaml"))
                .hasMessageStartingWith("net.yaml:2 conv2d: unknown option 'filter'")
                .hasMessageContaining("did you mean 'filters'?");
        assertThatThrownBy(() -> reader.parse("layers:\n  - relu\n  - conv2d\n", "net.yaml"))
                .hasMessageStartingWith("net.yaml:3 conv2d: option 'filters' is missing");
        assertThatThrownBy(() -> reader.parse("layers:\n  - conv2d: {filters: many}\n", "net.yaml"))
                .hasMessageContaining("option 'filters' is 'many'");
        assertThatThrownBy(() -> reader.parse("layers:\n  - conv2d: {filters: 0}\n", "net.yaml"))
                .hasMessageContaining("of at least 1");
        assertThatThrownBy(() -> reader.parse("layers:\n  - conv2d: {filters: {a: 1}}\n", "net.yaml"))
                .hasMessageContaining("an object with a");
        assertThatThrownBy(() -> reader.parse("layers:\n  - conv2d: {filters: [null]}\n", "net.yaml"))
                .isInstanceOf(CortadoException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[relu]|and not a model",
                "relu|and not a model",
                "layers: relu|'layers' is the text",
                "layers: []|a list of at least one layer",
                "input: [1]|'layers' is missing",
                "layer: [relu]|did you mean 'layers'?",
                "{layers: [relu], input: 3}|'input' is 3",
                "{layers: [relu], input: []}|'input' is",
                "{layers: [relu], input: [0, 3]}|'input' is",
                "{layers: [relu], input: [1000000, 1000000]}|'input' is",
                "{layers: [relu], input: [1, 2.5]}|'input' is",
                "layers: [3]|a layer is expected, but this is 3",
                "layers: [null]|a layer is expected",
                "layers: [{relu: {}, linear: {}}]|a layer is expected",
                "layers: [{}]|a layer is expected",
                "layers: [{linear: 10}]|options by name are expected",
                "layers: [{residual: {body: [relu]}}]|a layer is expected",
                "layers: [{sequential: {layers: relu}}]|option 'layers' is 'relu'",
                "layers: [{linear: {units: 1, units: 2}}]|units",
                "layers: [{linear: {[1]: 2}}]|plain text",
                "layers: [*a]|a",
                "layers: [!!binary aGk=]|means nothing here",
                "layers: [{linear: {units: 99999999999999999999}}]|cannot be used"
            })
    void refusesOtherContents(String text, String expected) {
        assertThatThrownBy(() -> reader.parse(text, "net.yaml"))
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith("net.yaml:1")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "layers:\n\t- relu", "a: b: c", "layers: [relu", "--- a\n--- b", "\u0001"})
    void refusesWhatIsNotYaml(String text) {
        assertThatThrownBy(() -> reader.parse(text, "net.yaml"))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.code()).isEqualTo("yaml-invalid"))
                .hasMessageStartingWith("net.yaml");
    }

    @Test
    void survivesHostileFiles() {
        assertThatThrownBy(() -> reader.parse("[".repeat(10_000), "deep.yaml")).hasMessageContaining("100 deep");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x]\n");
        for (int i = 1; i < 24; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> reader.parse(bomb.toString(), "bomb.yaml")).hasMessageContaining("over 100000 values");
        assertThatThrownBy(() -> reader.parse("layers: &a [*a]", "loop.yaml")).isInstanceOf(CortadoException.class);
    }

    @Test
    void refusesLargeFiles(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("large.yaml"), new byte[(4 << 20) + 1]);
        assertThatThrownBy(() -> reader.read(file)).hasMessageContaining("at most");
        assertThatThrownBy(() -> reader.read(folder.resolve("absent.yaml"))).hasMessageContaining("no such file");
    }

    @Test
    void specsSurviveJson() {
        String json = ComponentJson.toJson(expected());
        assertThat(ComponentJson.fromJson(json, "model")).isEqualTo(expected());
        assertThat(ComponentJson.toJson(ComponentSpec.of("relu"))).isEqualTo("{\"type\":\"relu\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"type\":3}",
                "{\"type\":\"a\",\"options\":[]}",
                "{\"type\":\"a\",\"options\":{\"b\":null}}",
                "{\"type\":\"a\",\"options\":{\"b\":[{}]}}"
            })
    void refusesJsonThatIsNoSpec(String json) {
        assertThatThrownBy(() -> ComponentJson.fromJson(json, "model.safetensors"))
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith("model.safetensors");
    }

    @Test
    void aWrongInputDoesNotHideThatTheLayersAreMissing() {
        assertThatThrownBy(() -> reader.parse("input: [0, 28, 28]", "net.yaml"))
                .hasMessageContaining("'input' is a list of 3")
                .hasMessageContaining("'layers' is missing");
        assertThatThrownBy(() -> reader.parse("layer: [relu]", "net.yaml"))
                .hasMessageContaining("a model has no entry 'layer'")
                .hasMessageNotContaining("is missing");
    }

    @Test
    void oneAttemptShowsAllThatIsWrong() {
        String text = """
                input: [0, 28, 28]
                layer: 3
                layers:
                  - conv2d: {filter: 20, kernel_size: big}
                  - rleu
                  - residual: {body: {linear: {units: ten}}}
                """;
        assertThatThrownBy(() -> reader.parse(text, "net.yaml"))
                .isInstanceOfSatisfying(
                        CortadoException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.where().orElseThrow())
                                .containsExactly(
                                        "net.yaml:2",
                                        "net.yaml:1",
                                        "net.yaml:4 conv2d",
                                        "net.yaml:4 conv2d",
                                        "net.yaml:5",
                                        "net.yaml:6 linear"))
                .hasMessageContaining("net.yaml has 6 problems:")
                .hasMessageContaining("6. net.yaml:6 linear: ");
    }
}
