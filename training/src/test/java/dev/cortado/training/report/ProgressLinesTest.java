package dev.cortado.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.core.run.ProgramMemory;
import dev.cortado.training.TrainingPlan;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

    @Test
    void writesPlainLinesInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            List<String> lines = new ArrayList<>();
            ProgressLines progress = new ProgressLines(lines::add);
            progress.onStart(new TrainingPlan(
                    5, 938, 12, 60000, 10000, 431080, new ProgramMemory(1, 2, 3, 4), Optional.empty()));
            progress.onStep(new StepResult(1, 1, 1, 938, 64, 2.3, 2.3, 0.1, 1, 0.1, 8000, 75));
            progress.onEpochEnd(new EpochResult(1, 938, 0.5, 0.9, 0.4, 0.92, 0.1, 7, 8123.4));
            progress.onNotice("hear");
            assertThat(lines)
                    .containsExactly(
                            "training on 60,000 images, testing on 10,000: 431,080 parameters, 938 steps in each of 5 epochs",
                            "going on after step 12",
                            "epoch 1/5  loss 0.5000  accuracy 0.9000  test loss 0.4000  test accuracy 0.9200"
                                    + "  8,123 images/s",
                            "hear");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void writesDurations() {
        assertThat(ProgressLines.duration(59.4)).isEqualTo("59 s");
        assertThat(ProgressLines.duration(59.6)).isEqualTo("1 min 00 s");
        assertThat(ProgressLines.duration(3725)).isEqualTo("62 min 05 s");
    }
}
