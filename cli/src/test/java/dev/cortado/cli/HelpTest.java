package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "eval",
                "predict",
                "summary",
                "plan",
                "compare",
                "bench",
                "doctor",
                "backends",
                "layers",
                "data",
                "data list",
                "data get",
                "data show"
            })
    void everyCommandHasHelpWithExamples(String command) {
        Outcome help = Outcome.of((Object[]) (command + " --help").split(" "));
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("Usage: ./cortado " + command, "Examples:", "./cortado " + command, "--verbose");
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).doesNotContain("\u001b");
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void showsAllCommandsWithoutArguments() {
        Outcome help = Outcome.of();
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains(
                        "train",
                        "eval",
                        "predict",
                        "summary",
                        "plan",
                        "compare",
                        "bench",
                        "doctor",
                        "backends",
                        "layers",
                        "data",
                        "Examples:")
                .doesNotContain(StepTimesCommand.NAME);
        assertThat(Outcome.of("--help").out()).isEqualTo(help.out());
    }

    @Test
    void showsTheVersions() {
        Outcome version = Outcome.of("--version");
        assertThat(version.code()).isZero();
        assertThat(version.out())
                .contains("cortado ", "java " + Runtime.version().feature());
    }

    /** A line that wraps cannot be copied. */
    @ParameterizedTest
    @ValueSource(
            strings = {"train", "eval", "predict", "summary", "backends", "layers", "data", "data show", "data get"})
    void examplesFitTheirLine(String command) {
        String[] lines = Outcome.of((command + " --help").split(" ")).out().split("\\R");
        int examples = List.of(lines).indexOf("Examples:");
        assertThat(examples).isPositive();
        assertThat(List.of(lines).subList(examples + 1, lines.length)).allMatch(line -> line.contains("./cortado "));
    }

    @Test
    void namesEveryFlagOfTrain() {
        assertThat(Outcome.of("train", "--help").out())
                .contains(
                        "--model",
                        "--data",
                        "--backend",
                        "--epochs",
                        "--batch",
                        "--lr",
                        "--optimizer",
                        "--schedule",
                        "--augment",
                        "--seed",
                        "--threads",
                        "--out",
                        "--resume",
                        "--train-size",
                        "--weight-decay");
    }
}
