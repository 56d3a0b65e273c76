package dev.cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsBackWhatItWrites() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("z", 1L);
        value.put("a", List.of(0.1, -2.5e-7, 1e22, "x\n\"\u00e9", true, Map.of(), List.of()));
        value.put("none", null);
        value.put("long", Long.MIN_VALUE);
        String text = Json.write(value);
        assertThat(text).startsWith("{\"z\":1,\"a\":[0.1,-2.5E-7,1.0E22,").doesNotContain("\n");
        assertThat(Json.parse(text, "test")).isEqualTo(value);
        assertThat(Json.parse(Json.writePretty(value), "test")).isEqualTo(value);
        assertThat(Json.parseObject(text, "test").keySet()).containsExactly("z", "a", "none", "long");
    }

    @Test
    void writesTheShortestFormOfADoubleOnEveryJavaVersion() {
        // Double.toString gave 2.0E-3 and 2.2250738585072014E-308 variants before Java 19.
        assertThat(Json.write(List.of(2e-3, 2e23, 1.0E23))).isEqualTo("[0.002,2.0E23,1.0E23]");
    }

    @Test
    void writesNumbersThatAreNotFiniteAsText() {
        assertThat(Json.write(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
                .isEqualTo("[\"NaN\",\"Infinity\",\"-Infinity\"]");
    }

    @Test
    void writesPrettyInUnixLines() {
        assertThat(Json.writePretty(Map.of("a", List.of(1L, 2L)))).isEqualTo("{\n  \"a\": [ 1, 2 ]\n}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,",
                "{\"a\" 1}",
                "nul",
                "[1] 2",
                "{\"a\":1,\"a\":2}",
                "[NaN]",
                "[1e999]",
                "[99999999999999999999]",
                "'a'",
                "[1,]",
                "\u0000"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.parse(text, "bad.json"))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.code()).isEqualTo("json-invalid"))
                .hasMessageStartingWith("bad.json");
    }

    @Test
    void namesTheLine() {
        assertThatThrownBy(() -> Json.parse("{\n\"a\": 1,\n\"b\" 2}", "bad.json"))
                .hasMessageStartingWith("bad.json:3: ");
    }

    @Test
    void refusesDeepNestingWithoutExhaustingTheStack() {
        assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000), "deep.json")).isInstanceOf(CortadoException.class);
        assertThat(Json.parse("[".repeat(99) + "]".repeat(99), "fine.json")).isInstanceOf(List.class);
    }

    @Test
    void refusesOtherValuesWhereAnObjectIsNeeded(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("list.json"), "[1]");
        assertThatThrownBy(() -> Json.readObject(file)).hasMessageContaining("not a JSON object");
        assertThatThrownBy(() -> Json.read(folder)).hasMessageContaining("folder");
        assertThatThrownBy(() -> Json.read(folder.resolve("absent")))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.code()).isEqualTo("file-not-found"));
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> Json.read(binary)).hasMessageContaining("not text in UTF-8");
    }

    @Test
    void refusesToWriteOtherTypes() {
        assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
