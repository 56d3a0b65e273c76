package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.interop.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {

    @TempDir
    Path folder;

    @Test
    void backendsAreListedWithTheChoice() {
        Outcome text = Outcome.of("backends");
        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("reference", "usable", "used: ");
        Map<String, Object> tree =
                Json.parseObject(Outcome.of("backends", "--json").out(), "backends");
        assertThat((List<?>) tree.get("backends"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(((Map<?, ?>) entry).keySet().toString())
                        .isEqualTo("[name, summary, priority, usable, reason, remedy, plugin, source]"));
        assertThat(tree.get("used")).isNotNull();
        assertThat((List<?>) tree.get("failed_plugins")).isEmpty();
    }

    @Test
    void layersAreListedAndExplained() {
        assertThat(Outcome.of("layers").out()).contains("conv2d", "max_pool2d", "linear");
        assertThat(Outcome.of("layers", "conv2d").out()).contains("kernel_size", "required", "padding", "valid");
        assertThat(Outcome.of("layers", "Conv2d").out())
                .isEqualTo(Outcome.of("layers", "conv2d").out());
        assertThat(Outcome.of("layers", "relu").out()).contains("It takes no options.");
        assertThat(Outcome.of("layers", "--kind", "optimizer").out()).contains("adam", "sgd");
        Map<String, Object> tree =
                Json.parseObject(Outcome.of("layers", "--json").out(), "layers");
        assertThat((List<?>) tree.get("layers")).hasSizeGreaterThan(10);
        Map<String, Object> one =
                Json.parseObject(Outcome.of("layers", "dropout", "--json").out(), "layers");
        assertThat(one).containsEntry("name", "dropout").containsKey("options");
    }

    @Test
    void everyKindHasAPluralInJson() {
        for (String kind : List.of("layer", "optimizer", "schedule", "loss", "initializer")) {
            Map<String, Object> tree = Json.parseObject(
                    Outcome.of("layers", "--kind", kind, "--json").out(), kind);
            assertThat(tree).containsOnlyKeys(kind.equals("loss") ? "losses" : kind + "s");
        }
    }

    @Test
    void dataSetsAreListed() {
        assertThat(Outcome.of("data", "list").out())
                .containsPattern("digits +ready")
                .contains("fashion-mnist");
        assertThat((List<?>) Json.parse(Outcome.of("data", "list", "--json").out(), "data"))
                .hasSizeGreaterThan(3);
    }

    @Test
    void dataSetsAreShown() throws Exception {
        Outcome drawing = Outcome.of("data", "show", "digits", "--count", 2, "--split", "test");
        assertThat(drawing.out()).contains("digits/test: 4,000 images 1x28x28, 10 classes", "image 1: ", "@@");
        Path sheet = folder.resolve("sheet.png");
        assertThat(Outcome.of("data", "show", "digits", "--count", 10, "--out", sheet)
                        .out())
                .contains("wrote 10 images");
        assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(4 * 30 + 2);
    }

    @Test
    void summariesAddUp() {
        Outcome text = Outcome.of("summary", "lenet");
        assertThat(text.line("total")).contains("431,080", "2,293,000");
        assertThat(text.line("pool2")).contains("50x4x4", "16x16", "3.1 KiB");
        Map<String, Object> tree = Json.parseObject(
                Outcome.of("summary", "vgg-small", "--input", "3x32x32", "--json")
                        .out(),
                "summary");
        long sum = ((List<?>) tree.get("layers"))
                .stream()
                        .mapToLong(layer -> (Long) ((Map<?, ?>) layer).get("parameters"))
                        .sum();
        assertThat(tree).containsEntry("parameters", sum).containsEntry("input", List.of(1L, 3L, 32L, 32L));
    }
}
