package dev.cortado.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.data.DataSplits;
import dev.cortado.core.Session;
import dev.cortado.layers.optimizer.Sgd;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.Evaluation;
import dev.cortado.training.metrics.StepResult;
import dev.cortado.training.model.ModelFile;
import dev.cortado.training.run.CheckpointPolicy;
import dev.cortado.training.run.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

    // 61 samples in batches of 7: nine steps an epoch, the last of 5 samples
    private static final DataSplits SPLITS = TinyImages.splits(61, 20);

    @TempDir
    Path folder;

    private static TrainingResult uninterrupted() {
        try (Session session = TinySetup.session()) {
            return TinySetup.trainer(session).build().fit(SPLITS);
        }
    }

    private TrainingResult train(Path run, boolean resume, UnaryOperator<TrainerBuilder> more) {
        try (Session session = TinySetup.session()) {
            TrainerBuilder builder = TinySetup.trainer(session)
                    .runDirectory(run)
                    .logEvery(2)
                    .checkpoints(CheckpointPolicy.everyEpoch().withSteps(4));
            Trainer trainer = more.apply(builder).build();
            return resume ? trainer.resume(SPLITS) : trainer.fit(SPLITS);
        }
    }

    private static UnaryOperator<TrainerBuilder> failingAfter(long step) {
        return builder -> builder.callback(new TrainingCallback() {
            @Override
            public void onStep(StepResult result) {
                if (result.step() == step) {
                    throw new IllegalStateException("pulled the plug");
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 5, 9, 10, 13, 18, 26, 27})
    void endsWithTheBitsOfAnUninterruptedRun(long crash) {
        TrainingResult expected = uninterrupted();
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> train(run, false, failingAfter(crash))).hasMessage("pulled the plug");
        TrainingResult resumed = train(run, true, UnaryOperator.identity());
        assertThat(resumed.weightsChecksum()).isEqualTo(expected.weightsChecksum());
        // a run that was stopped before its first checkpoint begins anew
        assertThat(resumed.initialChecksum().isPresent()).isEqualTo(crash < 5);
        assertThat(resumed.steps()).isEqualTo(27);
        for (int i = 0; i < 3; i++) {
            EpochResult epoch = resumed.history().get(i);
            EpochResult same = expected.history().get(i);
            assertThat(epoch.trainLoss()).isEqualTo(same.trainLoss());
            assertThat(epoch.trainAccuracy()).isEqualTo(same.trainAccuracy());
            assertThat(epoch.testLoss()).isEqualTo(same.testLoss());
            assertThat(epoch.testAccuracy()).isEqualTo(same.testAccuracy());
        }
        assertThat(ModelFile.load(resumed.model().orElseThrow()).checksum()).isEqualTo(expected.weightsChecksum());
    }

    @Test
    void writesWhatARunLeaves() throws IOException {
        Path run = folder.resolve("run");
        TrainingResult result =
                train(run, false, builder -> builder.configuration(Map.of("model", "tiny", "deep", Map.of("a", 1))));
        assertThat(names(run)).containsExactly("checkpoints", "config.json", "metrics.jsonl", "model.safetensors");
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        assertThat(lines.stream().filter(line -> line.startsWith("{\"type\":\"epoch\"")))
                .hasSize(3);
        assertThat(lines.stream().filter(line -> line.startsWith("{\"type\":\"step\"")))
                .hasSize(13);
        RunDirectory opened = RunDirectory.open(run);
        assertThat(opened.configuration()).isEqualTo(Map.of("model", "tiny", "deep", Map.of("a", 1L)));
        assertThat(opened.history()).isEqualTo(result.history());
        // the last two, and that of the best epoch, each with its JSON
        assertThat(names(run.resolve("checkpoints"))).hasSizeBetween(4, 6).allMatch(name -> name.startsWith("step-"));
        assertThat(names(run.resolve("checkpoints"))).contains("step-0000000027.safetensors", "step-0000000027.json");
    }

    @Test
    void refusesFewerEpochsThanAreDone() {
        Path run = folder.resolve("run");
        train(run, false, UnaryOperator.identity());
        assertThatThrownBy(() -> train(run, true, builder -> builder.epochs(2)))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("the run has done 3 epochs already, and only 2 are asked for");
    }

    @Test
    void stopsOnRequestAndGoesOn() {
        TrainingResult expected = uninterrupted();
        Path run = folder.resolve("run");
        TrainingResult stopped = stopAt(run, false, 3);
        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.steps()).isEqualTo(3);
        assertThat(stopped.model()).isEmpty();
        assertThat(stopped.finalAccuracy()).isNaN();
        // at the end of an epoch, before its evaluation
        assertThat(stopAt(run, true, 9).history()).isEmpty();
        assertThat(stopAt(run, true, 10).history()).hasSize(1);
        TrainingResult resumed = train(run, true, UnaryOperator.identity());
        assertThat(resumed.stopped()).isFalse();
        assertThat(resumed.weightsChecksum()).isEqualTo(expected.weightsChecksum());
    }

    private TrainingResult stopAt(Path run, boolean resume, long step) {
        try (Session session = TinySetup.session()) {
            Trainer[] trainer = new Trainer[1];
            trainer[0] = TinySetup.trainer(session)
                    .runDirectory(run)
                    .callback(new TrainingCallback() {
                        @Override
                        public void onStep(StepResult result) {
                            if (result.step() == step) {
                                trainer[0].requestStop();
                            }
                        }
                    })
                    .build();
            return resume ? trainer[0].resume(SPLITS) : trainer[0].fit(SPLITS);
        }
    }

    @Test
    void abandonsAnEvaluationOnRequest() {
        TrainingResult expected = uninterrupted();
        Path run = folder.resolve("run");
        int[] evaluations = new int[1];
        try (Session session = TinySetup.session()) {
            Trainer[] trainer = new Trainer[1];
            DataSplits slow = new DataSplits(SPLITS.train(), new TinyImages("tiny/test", 20) {
                @Override
                public void read(int index, float[] target, int offset) {
                    super.read(index, target, offset);
                    if (index == 10) {
                        trainer[0].requestStop();
                    }
                }
            });
            trainer[0] = TinySetup.trainer(session)
                    .runDirectory(run)
                    .callback(new TrainingCallback() {
                        @Override
                        public void onEvaluation(int epoch, Evaluation evaluation) {
                            evaluations[0]++;
                        }
                    })
                    .build();
            assertThat(trainer[0].fit(slow).stopped()).isTrue();
            assertThat(evaluations[0]).isZero();
        }
        assertThat(train(run, true, UnaryOperator.identity()).weightsChecksum()).isEqualTo(expected.weightsChecksum());
    }

    @Test
    void resumesAFinishedRunByDoingNothingMore() {
        Path run = folder.resolve("run");
        TrainingResult first = train(run, false, UnaryOperator.identity());
        TrainingResult again = train(run, true, failingAfter(1));
        assertThat(again.weightsChecksum()).isEqualTo(first.weightsChecksum());
        assertThat(again.history()).isEqualTo(first.history());
    }

    @Test
    void makesARunLonger() {
        Path run = folder.resolve("run");
        train(run, false, UnaryOperator.identity());
        assertThat(train(run, true, builder -> builder.epochs(4)).history()).hasSize(4);
    }

    @Test
    void repairsMetricsThatACrashCut() throws IOException {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> train(run, false, failingAfter(14))).hasMessage("pulled the plug");
        Path metrics = run.resolve("metrics.jsonl");
        Files.write(
                metrics,
                Files.readString(metrics).concat("{\"type\":\"st\u00e9").getBytes(StandardCharsets.UTF_8));
        // a cut letter
        byte[] bytes = Files.readAllBytes(metrics);
        Files.write(metrics, Arrays.copyOf(bytes, bytes.length - 1));
        train(run, true, UnaryOperator.identity());
        List<String> expected = withoutTimes(trainAnew());
        assertThat(withoutTimes(Files.readAllLines(metrics))).isEqualTo(expected);
    }

    private List<String> trainAnew() throws IOException {
        Path other = folder.resolve("other");
        train(other, false, UnaryOperator.identity());
        return Files.readAllLines(other.resolve("metrics.jsonl"));
    }

    private static List<String> withoutTimes(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll(",\"seconds\":.*", ""))
                .toList();
    }

    @Test
    void passesOverADamagedCheckpointAndSaysSo() throws IOException {
        TrainingResult expected = uninterrupted();
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> train(run, false, failingAfter(14))).hasMessage("pulled the plug");
        Path newest = run.resolve("checkpoints/step-0000000013.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);
        List<String> notices = new ArrayList<>();
        TrainingResult resumed = train(
                run,
                true,
                builder -> builder.callback(new TrainingCallback() {
                    @Override
                    public void onNotice(String message) {
                        notices.add(message);
                    }
                }));
        assertThat(resumed.weightsChecksum()).isEqualTo(expected.weightsChecksum());
        assertThat(notices).hasSize(1).first().asString().contains(newest.toString(), "going on from step 9");
    }

    @Test
    void refusesARunWithoutAnyGoodCheckpoint() throws IOException {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> train(run, false, failingAfter(5))).hasMessage("pulled the plug");
        Path only = run.resolve("checkpoints/step-0000000004.safetensors");
        Files.write(only, new byte[20]);
        assertThatThrownBy(() -> train(run, true, UnaryOperator.identity()))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.code()).isEqualTo("checkpoint-damaged"))
                .hasMessageContaining(only.toString());
        Files.delete(only);
        assertThatThrownBy(() -> train(run, true, UnaryOperator.identity())).hasMessageContaining("no such file");
    }

    @Test
    void refusesCheckpointsOfAnotherRun() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        assertThatThrownBy(() -> train(one, false, failingAfter(5))).hasMessage("pulled the plug");
        assertThatThrownBy(() -> train(two, false, builder -> failingAfter(5).apply(builder.seed(99))))
                .hasMessage("pulled the plug");
        for (String name : names(two.resolve("checkpoints"))) {
            Files.copy(
                    two.resolve("checkpoints").resolve(name),
                    one.resolve("checkpoints").resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        assertThatThrownBy(() -> train(one, true, UnaryOperator.identity()))
                .hasMessageContaining("written by a run with other settings");
    }

    @Test
    void refusesOtherSettingsByName() {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> train(run, false, failingAfter(5))).hasMessage("pulled the plug");
        assertThatThrownBy(() -> train(run, true, builder -> builder.batchSize(8)))
                .hasMessageContaining("batch_size 7, but is to go on with 8");
        assertThatThrownBy(() -> train(run, true, builder -> builder.learningRate(0.5)))
                .hasMessageContaining("learning_rate 0.02, but is to go on with 0.5");
        assertThatThrownBy(() -> train(run, true, builder -> builder.optimizer(Sgd.of())))
                .hasMessageContaining("optimizer");
    }

    @Test
    void refusesFoldersThatDoNotFit() throws IOException {
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> train(run, true, UnaryOperator.identity())).hasMessageContaining("no such folder");
        assertThatThrownBy(() -> train(folder, true, UnaryOperator.identity()))
                .hasMessageContaining("no run in this folder");
        assertThatThrownBy(() -> train(run, false, failingAfter(1))).hasMessage("pulled the plug");
        assertThatThrownBy(() -> train(run, false, UnaryOperator.identity()))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.code()).isEqualTo("run-exists"))
                .hasMessageContaining("--resume");
        Files.writeString(run.resolve("config.json"), "{\"format\":1,");
        assertThatThrownBy(() -> train(run, true, UnaryOperator.identity()))
                .hasMessageContaining("config.json")
                .hasMessageContaining("not valid JSON");
        Files.writeString(run.resolve("config.json"), "{\"format\":2}");
        assertThatThrownBy(() -> train(run, true, UnaryOperator.identity())).hasMessageContaining("use that version");
        Files.writeString(run.resolve("config.json"), "{\"format\":1,\"settings\":[]}");
        assertThatThrownBy(() -> train(run, true, UnaryOperator.identity())).hasMessageContaining("'settings'");
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
