package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.Shape;
import dev.cortado.core.run.ProgramMemory;
import dev.cortado.training.TrainingPlan;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.StepResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Console terminal(boolean color, boolean unicode) {
        return terminal(color, unicode, 80);
    }

    private Console terminal(boolean color, boolean unicode, int columns) {
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, true, color, unicode, () -> columns);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void showAnEpoch(Console console) {
        try (TrainingDisplay display = new TrainingDisplay(console)) {
            display.onStart(new TrainingPlan(3, 4, 0, 256, 64, 100, new ProgramMemory(1, 2, 3, 4), Optional.empty()));
            display.onEpochStart(1);
            for (int batch = 1; batch <= 4; batch++) {
                display.onStep(new StepResult(batch, 1, batch, 4, 64, 0.5, 0.75, 0.25, 1, 0.1, 9000, 65));
            }
            display.onEpochEnd(new EpochResult(1, 4, 0.75, 0.25, 0.5, 0.875, 0.1, 1, 9000));
        }
    }

    @Test
    void aBarKeepsToTheWidthOfTheTerminal() {
        Console console = terminal(false, false);
        showAnEpoch(console);
        String bars = printed().split("\n", 2)[0];
        assertThat(bars).contains("epoch 1/3", "loss 0.75");
        assertThat(bars.split("\r")).allMatch(bar -> bar.length() < console.width());
        assertThat(printed())
                .contains("epoch 1/3: loss 0.7500, accuracy 0.2500, test loss 0.5000, test accuracy 0.8750");
    }

    @Test
    void colourAndUnicodeAreUsedWhereTheyAreWelcome() {
        showAnEpoch(terminal(false, false));
        assertThat(printed())
                .doesNotContain("\u001b")
                .matches(text -> text.chars().allMatch(c -> c < 128));
        bytes.reset();
        showAnEpoch(terminal(true, true));
        assertThat(printed()).contains("\u001b[").matches(text -> text.chars().anyMatch(c -> c >= 128));
    }

    @Test
    void aNarrowBarLeavesOutTheEndOfItsText() {
        assertThat(lastBar(100))
                .isEqualTo("epoch 1/3  50% " + "#".repeat(18) + ".".repeat(18)
                        + " 0:09 left  loss 0.1234  acc 0.9876  9,000 img/s");
        assertThat(lastBar(52)).isEqualTo("epoch 1/3  50% ######....... 0:09 left  loss 0.1234");
        assertThat(lastBar(40)).isEqualTo("epoch 1/3  50% #######....... 0:09 left");
    }

    @Test
    void aDownloadIsABarOnATerminalAndALinePerFileElsewhere() {
        try (DownloadProgress progress = new DownloadProgress(terminal(false, false))) {
            progress.update("a.gz", 0, 2 << 20);
            progress.update("a.gz", 1 << 20, 2 << 20);
            progress.update("b.gz", 5, 10);
        }
        assertThat(printed()).contains("a.gz  50% ", "1.0 MiB of 2.0 MiB", "b.gz  50% ", "5 B of 10 B");
        bytes.reset();
        PrintStream file = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (DownloadProgress progress = new DownloadProgress(Console.plain(file, file))) {
            progress.update("a.gz", 0, 2 << 20);
            progress.update("a.gz", 1 << 20, 2 << 20);
            progress.update("b.gz", 5, 10);
        }
        assertThat(printed().lines()).containsExactly("a.gz, 2.0 MiB", "b.gz, 10 B, 5 B are here already");
    }

    private String lastBar(int columns) {
        bytes.reset();
        try (Bars.Bar bar = Bars.start(terminal(false, false, columns), "epoch 1/3", 10)) {
            bar.stepTo(5);
            bar.setExtraMessage("0:09 left  loss 0.1234  acc 0.9876  9,000 img/s");
        }
        String[] bars = printed().strip().split("\r");
        return bars[bars.length - 1];
    }

    @Test
    void tablesAreWrappedInTheirLastColumn() {
        TextTable table =
                new TextTable("lrl").row("a", 1, "one two three four five six").row("bb", 10, "x");
        assertThat(table.lines(Integer.MAX_VALUE)).containsExactly("a    1  one two three four five six", "bb  10  x");
        assertThat(table.lines(28)).containsExactly("a    1  one two three four", "        five six", "bb  10  x");
    }

    @Test
    void commandsAreQuotedForTheShell() {
        assertThat(Commands.line("predict", "a b.png", "it's", "plain.png"))
                .isEqualTo("./cortado predict 'a b.png' 'it'\\''s' plain.png");
    }

    @Test
    void quantitiesHaveUnits() {
        assertThat(Quantities.bytes(1023)).isEqualTo("1023 B");
        assertThat(Quantities.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Quantities.bytes(Long.MAX_VALUE)).isEqualTo("8192.0 PiB");
        assertThat(Quantities.time(59.6)).isEqualTo("1:00");
        assertThat(Quantities.time(3725)).isEqualTo("1:02:05");
    }

    @Test
    void imagesThatAreTooWideAreThinnedOut() {
        float[] pixels = {0, 1, 0.5f, 1, 0, 1, 0.5f, 1};
        assertThat(AsciiArt.draw(pixels, Shape.of(1, 2, 4), 80)).containsExactly("  @@++@@", "  @@++@@");
        assertThat(AsciiArt.draw(pixels, Shape.of(1, 2, 4), 4)).containsExactly("  ++");
        assertThat(AsciiArt.draw(new float[] {Float.NaN, 2, -1}, Shape.of(1, 1, 3), 80))
                .isEqualTo(List.of("  @@"));
    }

    @Test
    void outOfMemorySaysHowToAllowMore() {
        Failures.report(terminal(false, false), new OutOfMemoryError("Java heap space"), false);
        assertThat(printed())
                .contains("Java heap space", "CORTADO_JAVA_OPTS=-Xmx")
                .doesNotContain("defect");
    }

    @Test
    void aDefectOfOursIsExitCodeOne() {
        assertThat(Failures.report(terminal(false, false), new NoClassDefFoundError("com/example/Gone"), false))
                .isEqualTo(1);
        assertThat(printed())
                .contains("unexpected", "com/example/Gone", "--verbose")
                .doesNotContain("\tat ");
        bytes.reset();
        Failures.report(terminal(false, false), new IllegalStateException("oops"), true);
        assertThat(printed()).contains("oops", "\tat dev.cortado.cli");
    }
}
