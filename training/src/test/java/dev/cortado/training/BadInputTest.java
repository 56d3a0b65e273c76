package dev.cortado.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.train.Loss;
import dev.cortado.core.Session;
import dev.cortado.core.trace.ModelException;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Sequential;
import dev.cortado.training.data.Normalize;
import dev.cortado.training.run.CheckpointPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {

    private static final DataSplits SPLITS = TinyImages.splits(20, 8);

    @TempDir
    Path folder;

    private static void refused(String code, String expected, Consumer<Session> action) {
        try (Session session = TinySetup.session()) {
            assertThatThrownBy(() -> action.accept(session))
                    .isInstanceOfSatisfying(
                            CortadoException.class, e -> assertThat(e.code()).isEqualTo(code))
                    .hasMessageContaining(expected);
        }
    }

    @Test
    void refusesMissingAndImpossibleSettings() {
        refused(
                "trainer-incomplete",
                "no network is given",
                session -> Trainer.builder(session).build());
        refused(
                "trainer-incomplete",
                "no loss is given",
                session -> Trainer.builder(session).network(Flatten.of()).build());
        refused(
                "trainer-incomplete",
                "no optimizer is given",
                session -> TinySetup.trainer(session).optimizer(null).build());
        refused(
                "trainer-setting",
                "batch size is 0",
                session -> TinySetup.trainer(session).batchSize(0).build());
        refused(
                "trainer-setting",
                "epochs is -1",
                session -> TinySetup.trainer(session).epochs(-1).build());
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(
                    "trainer-setting",
                    "learning rate is " + rate,
                    session -> TinySetup.trainer(session).learningRate(rate).build());
        }
        refused(
                "trainer-setting",
                "loader threads is 0",
                session -> TinySetup.trainer(session).loaderThreads(0).build());
        refused(
                "checkpoint-policy",
                "keep at least 1",
                session -> CheckpointPolicy.everyEpoch().withKeepLast(0));
        refused(
                "checkpoint-policy",
                "not possible",
                session -> CheckpointPolicy.everyEpoch().withTime(Duration.ofSeconds(-1)));
    }

    @Test
    void refusesNormalizationAsAugmentation() {
        refused(
                "augmentation-not-random",
                "give it as preprocessing",
                session -> TinySetup.trainer(session)
                        .augment(Normalize.of(new float[] {0}, new float[] {1}))
                        .build());
    }

    @Test
    void refusesDataThatDoNotFit() {
        refused(
                "empty-dataset",
                "tiny/train: it has no samples",
                session -> TinySetup.trainer(session).build().fit(TinyImages.splits(0, 3)));
        refused(
                "empty-dataset",
                "tiny/test: it has no samples",
                session -> TinySetup.trainer(session).build().fit(TinyImages.splits(3, 0)));
        TinyImages wide = new TinyImages("wide", 3) {
            @Override
            public Shape imageShape() {
                return Shape.of(1, 8, 9);
            }
        };
        refused(
                "splits-differ",
                "wide: its images are 1x8x9",
                session -> TinySetup.trainer(session).build().fit(SPLITS.train(), wide));
        TinyImages labelled = new TinyImages("labelled", 20) {
            @Override
            public int label(int index) {
                return index == 13 ? 4 : 0;
            }
        };
        refused(
                "label-out-of-range",
                "labelled[13]: its label is 4, but there are 4 classes",
                session -> TinySetup.trainer(session).build().fit(labelled, SPLITS.test()));
    }

    @Test
    void refusesNetworksThatDoNotFitBeforeWritingAnything() {
        Path run = folder.resolve("run");
        refused(
                "classes-mismatch",
                "linear {units: 4}",
                session -> TinySetup.trainer(session)
                        .network(Sequential.of(Flatten.of(), Linear.of(5)))
                        .runDirectory(run)
                        .build()
                        .fit(SPLITS));
        try (Session session = TinySetup.session()) {
            assertThatThrownBy(() -> TinySetup.trainer(session)
                            .network(Sequential.of(Conv2d.of(2, 9), Flatten.of(), Linear.of(4)))
                            .runDirectory(run)
                            .build()
                            .fit(SPLITS))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("conv1");
        }
        assertThat(run).doesNotExist();
    }

    @Test
    void refusesALossThatLabelsCannotServe() {
        refused(
                "loss-mismatch",
                "softmax_cross_entropy",
                session -> TinySetup.trainer(session)
                        .loss(new Loss() {
                            @Override
                            public TensorSpec target(TensorSpec prediction) {
                                return prediction.with(Shape.of(3, 3));
                            }

                            @Override
                            public Tensor loss(Tensor prediction, Tensor target) {
                                return prediction.sum();
                            }
                        })
                        .build()
                        .fit(SPLITS));
    }

    @Test
    void reportsAFullDiskAndKeepsTheLastCheckpoint() throws IOException {
        Path full = Path.of("/dev/full");
        boolean present = Files.isWritable(full);
        if (!present) {
            System.out.println("skipped: this system has no /dev/full to play a full disk");
        }
        Assumptions.assumeTrue(present);
        Path checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
        // three steps an epoch: the disk is full at the end of the second
        Files.createSymbolicLink(checkpoints.resolve("step-0000000006.safetensors.part"), full);
        try (Session session = TinySetup.session()) {
            assertThatThrownBy(() -> TinySetup.trainer(session)
                            .runDirectory(folder)
                            .checkpoints(new CheckpointPolicy(0, Duration.ZERO, 1))
                            .callback(new TrainingCallback() {
                                @Override
                                public void onCheckpoint(Path file) {
                                    relink(checkpoints, full);
                                }
                            })
                            .build()
                            .fit(SPLITS))
                    .isInstanceOfSatisfying(CortadoException.class, e -> {
                        assertThat(e.code()).isEqualTo("checkpoint-not-written");
                        assertThat(e.category()).isEqualTo(CortadoException.Category.RESOURCE);
                    })
                    .hasMessageContaining("step-0000000006")
                    .hasMessageContaining("the one of step 3 is kept")
                    .hasMessageContaining("--resume " + folder);
        }
        try (Session session = TinySetup.session()) {
            assertThat(TinySetup.trainer(session)
                            .runDirectory(folder)
                            .build()
                            .resume(SPLITS)
                            .history())
                    .hasSize(3);
        }
    }

    private static void relink(Path checkpoints, Path full) {
        try {
            Path part = checkpoints.resolve("step-0000000006.safetensors.part");
            Files.deleteIfExists(part);
            Files.createSymbolicLink(part, full);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhenANetworkCannotBeSaved() {
        ArrayList<String> notices = new ArrayList<>();
        try (Session session = TinySetup.session()) {
            TrainingResult result = TinySetup.trainer(session)
                    .network(Sequential.of(Flatten.of(), Linear.of(4), (context, input) -> input))
                    .runDirectory(folder)
                    .callback(new TrainingCallback() {
                        @Override
                        public void onNotice(String message) {
                            notices.add(message);
                        }
                    })
                    .epochs(1)
                    .build()
                    .fit(SPLITS);
            assertThat(result.model()).isEmpty();
        }
        assertThat(notices).hasSize(1).first().asString().contains("override describe()");
        assertThat(List.of(folder.toFile().list())).doesNotContain("model.safetensors");
    }
}
