package dev.cortado.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionSchemaTest {

    private static final OptionSchema SCHEMA = OptionSchema.of(
            Option.required("filters", OptionType.INTEGER, "how many").atLeast(1),
            Option.required("kernel_size", OptionType.INTEGERS, "how large").atLeast(1),
            Option.optional("padding", OptionType.PADDING, "valid", "zeros around"),
            Option.optional("rate", OptionType.NUMBER, 0.5, "how much").between(0, 1),
            Option.optional("mode", OptionType.TEXT, "floor", "rounding").oneOf("floor", "ceil"));

    @Test
    void fillsInDefaultsAndWidensNumbers() {
        Options options =
                SCHEMA.check("model.yaml:3 conv2d", Map.of("filters", 20, "kernel_size", List.of(5, 3), "rate", 1));
        assertThat(options.integer("filters")).isEqualTo(20);
        assertThat(options.integers("kernel_size")).containsExactly(5, 3);
        assertThat(options.number("rate")).isEqualTo(1.0);
        assertThat(options.get("padding")).isEqualTo("valid");
        assertThat(options.text("mode")).isEqualTo("floor");
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        refused(
                Map.of("filters", 20, "kernelsize", 5),
                "model.yaml:3 conv2d: unknown option 'kernelsize'; did you mean 'kernel_size'?");
        refused(
                Map.of("filters", 20),
                "option 'kernel_size' is missing: how large; give a whole number or a list of them");
        refused(Map.of("filters", 2.5, "kernel_size", 5), "option 'filters' is 2.5; give a whole number");
        refused(Map.of("filters", 0, "kernel_size", 5), "option 'filters' is 0; use a value of at least 1");
        refused(Map.of("filters", 1, "kernel_size", List.of()), "option 'kernel_size' is []");
        refused(
                Map.of("filters", 1, "kernel_size", 1, "rate", Double.NaN),
                "option 'rate' is NaN; use a value from 0 to 1");
        refused(
                Map.of("filters", 1, "kernel_size", 1, "mode", "cell"),
                "option 'mode' is 'cell'; did you mean 'ceil'?");
        refused(
                Map.of("filters", 1, "kernel_size", 1, "padding", "some"),
                "option 'padding' is 'some'; give valid, same,");
    }

    private static void refused(Map<String, ?> values, String message) {
        assertThatThrownBy(() -> SCHEMA.check("model.yaml:3 conv2d", values))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining(message);
    }
}
