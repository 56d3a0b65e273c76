package dev.cortado.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.DType;
import dev.cortado.api.data.DataSplits;
import dev.cortado.backend.reference.ReferenceBackend;
import dev.cortado.core.Session;
import dev.cortado.layers.loss.MeanSquaredError;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.Evaluation;
import dev.cortado.training.metrics.StepResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {

    private static final DataSplits SPLITS = TinyImages.splits(61, 40);

    @Test
    void learns() {
        try (Session session = TinySetup.session()) {
            TrainingResult result = TinySetup.trainer(session).epochs(6).build().fit(SPLITS);
            assertThat(result.finalAccuracy()).isGreaterThan(0.9);
            assertThat(result.bestAccuracy()).isGreaterThanOrEqualTo(result.finalAccuracy());
            assertThat(result.stopReason()).isEqualTo(TrainingResult.StopReason.COMPLETED);
            assertThat(result.steps()).isEqualTo(6 * 9);
            assertThat(result.history()).hasSize(6);
            assertThat(result.model()).isEmpty();
            EpochResult first = result.history().get(0);
            EpochResult last = result.history().get(5);
            assertThat(last.trainLoss()).isLessThan(first.trainLoss());
            assertThat(first.step()).isEqualTo(9);
            assertThat(last.imagesPerSecond()).isPositive();
            Evaluation evaluation = new Evaluator(
                            session, TinySetup.network(), SoftmaxCrossEntropyLoss.of(), 13, TinySetup.preprocessing())
                    .evaluate(SPLITS.test());
            assertThat(evaluation.accuracy()).isEqualTo(result.finalAccuracy());
            assertThat(evaluation.loss()).isCloseTo(last.testLoss(), within(1e-6));
            assertThat(evaluation.topK(4)).isEqualTo(1);
            assertThat(evaluation.confusion().total()).isEqualTo(40);
        }
    }

    @Test
    void givesEqualWeightsForEqualSeedsWhateverTheLoaderThreads() {
        Set<String> checksums = new HashSet<>();
        for (int threads = 1; threads <= 3; threads++) {
            try (Session session = TinySetup.session()) {
                checksums.add(TinySetup.trainer(session)
                        .loaderThreads(threads)
                        .build()
                        .fit(SPLITS)
                        .weightsChecksum());
            }
        }
        assertThat(checksums).hasSize(1);
        try (Session session = TinySetup.session()) {
            checksums.add(
                    TinySetup.trainer(session).seed(12).build().fit(SPLITS).weightsChecksum());
        }
        assertThat(checksums).hasSize(2);
    }

    @Test
    void tellsTheWeightsThatItBeganWith() {
        List<TrainingResult> results = new ArrayList<>();
        for (int batch : new int[] {7, 13}) {
            try (Session session = TinySetup.session()) {
                results.add(TinySetup.trainer(session).batchSize(batch).build().fit(SPLITS));
            }
        }
        assertThat(results.get(0).initialChecksum())
                .isPresent()
                .isEqualTo(results.get(1).initialChecksum());
        assertThat(results.get(0).weightsChecksum())
                .isNotEqualTo(results.get(1).weightsChecksum())
                .isNotEqualTo(results.get(0).initialChecksum().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 64", "7, 7", "13, 5", "13, 12", "13, 64"})
    void trainsOnAwkwardSizes(int samples, int batchSize) {
        try (Session session = TinySetup.session()) {
            List<Integer> seen = new ArrayList<>();
            TrainingResult result = TinySetup.trainer(session)
                    .batchSize(batchSize)
                    .epochs(2)
                    .callback(new TrainingCallback() {
                        @Override
                        public void onStep(StepResult step) {
                            seen.add(step.samples());
                            assertThat(step.batches()).isEqualTo((samples + batchSize - 1) / batchSize);
                        }
                    })
                    .build()
                    .fit(TinyImages.splits(samples, 3));
            assertThat(seen.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2 * samples);
            assertThat(result.history()).hasSize(2);
        }
    }

    @Test
    void compilesOnceForEachBatchSizeWhateverTheLearningRate() {
        try (Session session = TinySetup.session()) {
            List<Long> compilations = new ArrayList<>();
            Set<Double> rates = new HashSet<>();
            TinySetup.trainer(session)
                    .epochs(4)
                    .callback(new TrainingCallback() {
                        @Override
                        public void onStep(StepResult step) {
                            rates.add(step.learningRate());
                        }

                        @Override
                        public void onEpochEnd(EpochResult epoch) {
                            compilations.add(session.compilations());
                        }
                    })
                    .build()
                    .fit(SPLITS);
            assertThat(rates).hasSizeGreaterThan(10);
            // two training steps and two evaluations, all in the first epoch
            assertThat(compilations).containsOnly(4L);
        }
    }

    @Test
    void trainsInDoublesWithALossThatWantsNumbers() {
        try (Session session = Session.builder(new ReferenceBackend())
                .floatType(DType.FLOAT64)
                .seed(3)
                .build()) {
            TrainingResult result = TinySetup.trainer(session)
                    .loss(MeanSquaredError.of())
                    .epochs(6)
                    .build()
                    .fit(SPLITS);
            assertThat(result.finalAccuracy()).isGreaterThan(0.9);
        }
    }

    @Test
    void tellsCallbacksInOrder() {
        List<String> events = new ArrayList<>();
        try (Session session = TinySetup.session()) {
            TinySetup.trainer(session)
                    .epochs(2)
                    .batchSize(6)
                    .callback(new TrainingCallback() {
                        @Override
                        public void onStart(TrainingPlan plan) {
                            assertThat(plan.batchesPerEpoch()).isEqualTo(2);
                            assertThat(plan.parameters()).isEqualTo(3 * 9 + 3 + 3 + 3 + 27 * 4 + 4);
                            events.add("start");
                        }

                        @Override
                        public void onEpochStart(int epoch) {
                            events.add("epoch " + epoch);
                        }

                        @Override
                        public void onStep(StepResult step) {
                            events.add("step " + step.step() + " " + step.epoch() + "." + step.batch());
                            assertThat(step.gradientNorm()).isPositive();
                            assertThat(step.epochLoss()).isPositive();
                            assertThat(step.secondsLeft()).isGreaterThanOrEqualTo(0);
                        }

                        @Override
                        public void onEvaluation(int epoch, Evaluation evaluation) {
                            events.add("evaluation " + epoch + " of " + evaluation.samples());
                        }

                        @Override
                        public void onEpochEnd(EpochResult epoch) {
                            events.add("end " + epoch.epoch());
                        }

                        @Override
                        public void onEnd(TrainingResult result) {
                            events.add("done");
                        }
                    })
                    .build()
                    .fit(TinyImages.splits(8, 5));
        }
        assertThat(events)
                .containsExactly(
                        "start",
                        "epoch 1",
                        "step 1 1.1",
                        "step 2 1.2",
                        "evaluation 1 of 5",
                        "end 1",
                        "epoch 2",
                        "step 3 2.1",
                        "step 4 2.2",
                        "evaluation 2 of 5",
                        "end 2",
                        "done");
    }
}
