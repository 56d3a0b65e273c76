package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.interop.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {

    @TempDir
    static Path folder;

    private static Path run;
    private static Outcome training;

    @BeforeAll
    static void train() {
        run = folder.resolve("run one");
        training = SmallRun.train(run);
    }

    @Test
    void saysWhatItDoes() {
        assertThat(training.err()).isEmpty();
        assertThat(training.code()).isZero();
        assertThat(training.line("model ")).contains("linear", "7,850 parameters", "1x28x28");
        assertThat(training.line("data ")).contains("digits", "200 images", "50 to test", "10 classes");
        assertThat(training.line("backend ")).contains("(", ")");
        assertThat(training.line("training "))
                .contains("1 epoch, ", "adam", "learning rate 0.001", "cosine", "seed 42");
        assertThat(training.line("run ")).contains(run.toString());
        assertThat(training.line("memory ")).containsPattern("a step takes [0-9.]+ [KM]iB at its peak");
        assertThat(training.out()).doesNotContain("\r").doesNotContain("\u001b");
    }

    @Test
    void endsWithTheAccuracyAndWhatToTryNext() {
        List<String> lines = training.lines();
        int accuracy = lines.indexOf(training.line("test accuracy: "));
        assertThat(lines.get(accuracy)).matches("test accuracy: [01]\\.[0-9]{4}");
        assertThat(lines.subList(accuracy, lines.size())).anyMatch(line -> line.endsWith("model.safetensors"));
        // A folder with a blank is quoted.
        assertThat(lines.subList(accuracy, lines.size()))
                .contains(
                        "  ./cortado eval '" + run.resolve("model.safetensors") + "' --data digits",
                        "  ./cortado predict '" + run.resolve("model.safetensors") + "' '" + run.resolve("sample.png")
                                + "'",
                        "  ./cortado train --resume '" + run + "' --epochs 2");
        assertThat(run.resolve("config.json")).exists();
        assertThat(run.resolve("metrics.jsonl")).exists();
        assertThat(run.resolve("checkpoints")).isDirectory();
    }

    @Test
    void evalGivesTheAccuracyOfTheTraining() {
        Outcome eval = Outcome.of("eval", run.resolve("model.safetensors"), "--data", "digits", "--test-size", 50);
        assertThat(eval.code()).isZero();
        assertThat(eval.line("test accuracy: ")).isEqualTo(training.line("test accuracy: "));
        assertThat(eval.out()).contains("top-5 accuracy", "recall");
    }

    @Test
    void evalForScripts() {
        Outcome eval = Outcome.of(
                "eval", run.resolve("model.safetensors"), "--data", "digits", "--test-size", 50, "--top", 3, "--json");
        Map<String, Object> tree = Json.parseObject(eval.out(), "eval");
        assertThat(training.line("test accuracy: "))
                .isEqualTo(String.format(java.util.Locale.ROOT, "test accuracy: %.4f", (Double) tree.get("accuracy")));
        assertThat((Double) ((Map<?, ?>) tree.get("top_k")).get("accuracy"))
                .isGreaterThanOrEqualTo((Double) tree.get("accuracy"));
        assertThat(((List<?>) tree.get("confusion"))
                        .stream()
                                .flatMap(row -> ((List<?>) row).stream())
                                .mapToLong(count -> (Long) count)
                                .sum())
                .isEqualTo(50);
    }

    @Test
    void predictsTheExportedSample() {
        Path model = run.resolve("model.safetensors");
        Path sample = run.resolve("sample.png");
        Outcome predict = Outcome.of("predict", model, sample, sample, "--top", 2);
        assertThat(predict.code()).isZero();
        assertThat(predict.lines()).hasSize(4);
        assertThat(predict.lines().get(0)).matches(".*sample\\.png +[0-9] +0\\.[0-9]{4}");
        Map<String, Object> tree =
                Json.parseObject(Outcome.of("predict", model, sample, "--json").out(), "predict");
        Map<?, ?> prediction = (Map<?, ?>) ((List<?>) tree.get("predictions")).get(0);
        assertThat(predict.lines().get(0)).contains("  " + prediction.get("class") + "  ");
        assertThat((Double) prediction.get("probability")).isBetween(0.1, 1.0);
    }

    @Test
    void summarizesTheSavedModel() {
        Outcome summary = Outcome.of("summary", run.resolve("model.safetensors"), "--json");
        assertThat(Json.parseObject(summary.out(), "summary")).containsEntry("parameters", 7850L);
    }

    @Test
    void aResumedRunIsTheSameAsAnUninterruptedOne() {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        String[] constant = {"--schedule", "constant"};
        String expected = SmallRun.train(whole, (Object[]) constant).line("weights: ");
        SmallRun.train(parts, (Object[]) constant);
        Outcome longer = Outcome.of("train", "--resume", parts, "--epochs", 2);
        assertThat(longer.err()).isEmpty();
        assertThat(longer.line("backend ")).contains("as the run was started");
        assertThat(longer.line("weights: ")).isNotEqualTo(expected);
        assertThat(Outcome.of("train", "--resume", whole, "--epochs", 2).line("weights: "))
                .isEqualTo(longer.line("weights: "));
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        String weights = training.line("weights: ");
        assertThat(SmallRun.train(folder.resolve("again"), "--threads", 1).line("weights: "))
                .isEqualTo(weights);
        assertThat(SmallRun.train(folder.resolve("other"), "--seed", 43).line("weights: "))
                .isNotEqualTo(weights);
    }

    @Test
    void refusesAFolderThatHoldsARun() {
        Outcome second = SmallRun.train(run);
        assertThat(second.code()).isEqualTo(2);
        assertThat(second.err()).contains("already holds a run", "--resume");
    }

    @Test
    void refusesToResumeWhatIsNoRun() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(Outcome.of("train", "--resume", empty).err()).contains("there is no run in this folder");
    }

    @Test
    void appliesOptimizerScheduleAndAugmentation() {
        Outcome outcome = SmallRun.train(
                folder.resolve("flags"),
                "--optimizer",
                "sgd:momentum=0.9,nesterov=true",
                "--schedule",
                "step:epochs=1,factor=0.5",
                "--weight-decay",
                0.001,
                "--augment",
                "crop:2,rotate:5",
                "--lr",
                0.02,
                "--batch",
                13);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.line("training "))
                .contains(
                        "batches of 13",
                        "sgd (momentum 0.9, nesterov true, weight_decay 0.001)",
                        "0.02",
                        "step (epochs 1, factor 0.5)");
        assertThat(outcome.line("data ")).contains("augmented by crop:2,rotate:5");
        assertThat(outcome.line("weights: ")).isNotEqualTo(training.line("weights: "));
    }

    @Test
    void trainsAModelFromAFile() throws Exception {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "layers:\n  - flatten\n  - linear: {units: 16}\n  - relu\n  - linear: {units: 10}\n");
        Outcome outcome = SmallRun.train(folder.resolve("mine"), "--model", file);
        assertThat(outcome.err()).contains("should be specified only once");
        Outcome right = Outcome.of(
                "train",
                "--model",
                file,
                "--train-size",
                100,
                "--test-size",
                20,
                "--epochs",
                1,
                "--out",
                folder.resolve("mine"));
        assertThat(right.err()).isEmpty();
        assertThat(right.line("model ")).contains("mine.yaml", "12,730 parameters");
        Files.delete(file);
        assertThat(Outcome.of("train", "--resume", folder.resolve("mine"), "--epochs", 2)
                        .code())
                .isZero();
    }

    @Test
    void aDivergedTrainingNamesStepAndLayer() {
        Outcome outcome = SmallRun.train(
                folder.resolve("diverged"), "--optimizer", "sgd", "--lr", 1e38, "--schedule", "constant");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("diverged in step", "learning rate").doesNotContain("\tat ");
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Outcome outcome = SmallRun.train(file.resolve("run"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("cannot be written", "choose a folder")
                .doesNotContain("\tat ");
    }
}
