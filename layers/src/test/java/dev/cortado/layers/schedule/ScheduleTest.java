package dev.cortado.layers.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.train.Schedule;
import dev.cortado.api.train.Schedule.Progress;
import dev.cortado.conformance.Tolerance;
import dev.cortado.conformance.golden.GoldenCase;
import dev.cortado.layers.GoldenResources;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schedules against PyTorch's, and at their ends. */
class ScheduleTest {

    @Test
    void stepFollowsPyTorch() {
        for (String name : new String[] {"step_01", "step_02"}) {
            GoldenCase golden = GoldenResources.read(name);
            int every = ((Double) golden.options().get("step_size")).intValue();
            compare(golden, StepSchedule.of(every, (Double) golden.options().get("gamma")), 50, 50);
        }
    }

    @Test
    void cosineFollowsPyTorch() {
        compare(GoldenResources.read("cosine_01"), CosineSchedule.of(), 50, 50);
        // PyTorch's cosine rises again after its period, ours stays
        compare(GoldenResources.read("cosine_02"), CosineSchedule.of().withMinimumFraction(0.01), 20, 20);
    }

    @Test
    void cosineWithWarmupFollowsPyTorch() {
        GoldenCase golden = GoldenResources.read("warmup_then_cosine_01");
        assertThat(golden.options()).containsEntry("switch_at", 8.0);
        assertThat((Map<?, ?>) golden.options().get("warmup"))
                .isEqualTo(Map.of("start_factor", 0.01, "total_iters", 8.0));
        Schedule schedule =
                CosineSchedule.of().withWarmupEpochs(8).withWarmupStart(0.01).withMinimumFraction(0.01);
        compare(golden, schedule, 50, 50);
    }

    private static void compare(GoldenCase golden, Schedule schedule, int total, int steps) {
        double base = (Double) golden.attributes().get("learning_rate");
        HostTensor expected = golden.tensor("learning_rates");
        assertThat(expected.spec().elements()).isGreaterThanOrEqualTo(steps);
        // PyTorch computes most rates from the one before, so its rounding errors add up
        double bound = Tolerance.TRANSCENDENTAL.bound(DType.FLOAT64, steps, base);
        for (int step = 0; step < steps; step++) {
            assertThat(schedule.learningRate(base, new Progress(step, 1, total)))
                    .as(golden.name() + " step " + step)
                    .isCloseTo(expected.get(step), within(bound));
        }
    }

    @Test
    void stepCountsEpochsAndNotSteps() {
        Schedule schedule = StepSchedule.of(2, 0.5);
        assertThat(schedule.learningRate(1, new Progress(0, 10, 100))).isEqualTo(1);
        assertThat(schedule.learningRate(1, new Progress(19, 10, 100))).isEqualTo(1);
        assertThat(schedule.learningRate(1, new Progress(20, 10, 100))).isEqualTo(0.5);
        assertThat(schedule.learningRate(1, new Progress(99, 10, 100))).isEqualTo(0.0625);
    }

    @Test
    void cosineChangesInEveryStepAndEndsAtItsMinimum() {
        CosineSchedule schedule = CosineSchedule.of().withMinimumFraction(0.1);
        double before = 2;
        for (int step = 0; step <= 100; step++) {
            double rate = schedule.learningRate(1, new Progress(step, 10, 100));
            assertThat(rate).isLessThan(before);
            before = rate;
        }
        assertThat(before).isCloseTo(0.1, within(1e-15));
        assertThat(schedule.learningRate(1, new Progress(500, 10, 100))).isEqualTo(before);
    }

    @Test
    void warmupRisesOnALineToTheBase() {
        CosineSchedule schedule = CosineSchedule.of().withWarmupEpochs(0.5).withWarmupStart(0);
        assertThat(schedule.learningRate(4, new Progress(0, 8, 80))).isZero();
        assertThat(schedule.learningRate(4, new Progress(1, 8, 80))).isEqualTo(1);
        assertThat(schedule.learningRate(4, new Progress(3, 8, 80))).isEqualTo(3);
        assertThat(schedule.learningRate(4, new Progress(4, 8, 80))).isEqualTo(4);
    }

    @Test
    void aTrainingOfNothingButWarmupHasARate() {
        CosineSchedule schedule = CosineSchedule.of().withWarmupEpochs(3);
        assertThat(schedule.learningRate(1, new Progress(5, 4, 8))).isBetween(0.0, 1.0);
        assertThat(CosineSchedule.of().learningRate(1, new Progress(0, 1, 0))).isEqualTo(1);
    }

    @Test
    void constantIsTheBase() {
        assertThat(ConstantSchedule.of().learningRate(0.3, new Progress(7, 2, 9)))
                .isEqualTo(0.3);
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThatThrownBy(() -> StepSchedule.of(0, 0.1))
                .isInstanceOf(CortadoException.class)
                .hasMessage("step: option 'epochs' is 0; use a value of at least 1");
        assertThatThrownBy(() -> StepSchedule.of(1, 0)).hasMessageContaining("greater than 0");
        assertThatThrownBy(() -> CosineSchedule.of().withWarmupEpochs(Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> CosineSchedule.of().withMinimumFraction(1.5)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> CosineSchedule.of().withWarmupStart(-1)).hasMessageContaining("from 0 to 1");
    }
}
