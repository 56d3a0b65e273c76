package dev.cortado.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.data.DataSplits;
import dev.cortado.core.Session;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.training.EarlyStopping.Monitor;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.run.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyStoppingTest {

    private static final DataSplits SPLITS = TinyImages.splits(30, 20);

    @TempDir
    Path folder;

    private static EpochResult epoch(int number, double loss, double accuracy) {
        return new EpochResult(number, number * 10L, 0, 0, loss, accuracy, 0, 0, 0);
    }

    @Test
    void countsEpochsWithoutImprovement() {
        EarlyStopping stopping = new EarlyStopping(Monitor.TEST_LOSS, 2, 0.1, true);
        Progress progress = Progress.start();
        double[] losses = {1, 0.95, Double.NaN};
        for (int i = 0; i < 3; i++) {
            assertThat(stopping.stops(progress)).isFalse();
            progress = progress.nextEpoch(stopping.best(progress.best(), epoch(i + 1, losses[i], 0)));
            assertThat(progress.best().epoch()).isEqualTo(1);
        }
        assertThat(stopping.stops(progress)).isTrue();
        assertThat(stopping.best(progress.best(), epoch(4, 0.8, 0)).epoch()).isEqualTo(4);
    }

    @Test
    void watchesAccuracyUpwards() {
        EarlyStopping stopping = new EarlyStopping(Monitor.TEST_ACCURACY, 1, 0, false);
        Progress.Best best = stopping.best(Progress.Best.none(), epoch(1, 0, 0.5));
        assertThat(stopping.best(best, epoch(2, 0, 0.5)).epoch()).isEqualTo(1);
        assertThat(stopping.best(best, epoch(2, 0, 0.6)).epoch()).isEqualTo(2);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> EarlyStopping.patience(0)).isInstanceOf(CortadoException.class);
        assertThatThrownBy(() -> new EarlyStopping(Monitor.TEST_LOSS, 1, Double.NaN, true))
                .isInstanceOf(CortadoException.class);
    }

    /** No improvement is ever large enough, so the first epoch is the best and training ends after the third. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restoresTheBestWeights(boolean withRunDirectory) {
        String afterOne;
        double lossAfterOne;
        try (Session session = TinySetup.session()) {
            TrainingResult one = TinySetup.trainer(session)
                    .schedule((base, progress) -> base)
                    .epochs(1)
                    .build()
                    .fit(SPLITS);
            afterOne = one.weightsChecksum();
            lossAfterOne = one.history().get(0).testLoss();
        }
        Path run = withRunDirectory ? folder : null;
        for (boolean resume : new boolean[] {false, true}) {
            if (resume && !withRunDirectory) {
                continue;
            }
            try (Session session = TinySetup.session()) {
                Trainer trainer = TinySetup.trainer(session)
                        .schedule((base, progress) -> base)
                        .epochs(10)
                        .earlyStopping(new EarlyStopping(Monitor.TEST_LOSS, 2, 100, true))
                        .runDirectory(run)
                        .build();
                TrainingResult result = resume ? trainer.resume(SPLITS) : trainer.fit(SPLITS);
                assertThat(result.stopReason()).isEqualTo(TrainingResult.StopReason.EARLY);
                assertThat(result.history()).hasSize(3);
                assertThat(result.bestEpoch()).isEqualTo(1);
                assertThat(result.weightsChecksum()).isEqualTo(afterOne);
                assertThat(new Evaluator(
                                        session,
                                        TinySetup.network(),
                                        SoftmaxCrossEntropyLoss.of(),
                                        7,
                                        TinySetup.preprocessing())
                                .evaluate(SPLITS.test())
                                .loss())
                        .isEqualTo(lossAfterOne);
            }
        }
    }
}
