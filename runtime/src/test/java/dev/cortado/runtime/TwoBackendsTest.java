package dev.cortado.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.Dropout;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;
import dev.cortado.training.TrainingResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Every backend of this process trains at the same time as all others, and learns what it learns alone. */
class TwoBackendsTest {

    private static List<String> usable() {
        return new BackendChooser(PluginDiscovery.discover())
                .found().stream()
                        .filter(backend -> backend.usability().usable())
                        .map(FoundBackend::name)
                        .toList();
    }

    private static TrainingResult train(String backend) {
        try (Cortado cortado =
                Cortado.builder().backend(backend).threads(1).seed(5).build()) {
            return cortado.trainer()
                    .network(Sequential.of(
                            Conv2d.of(4, 3), BatchNorm2d.of(), Relu.of(), Dropout.of(0.1), Flatten.of(), Linear.of(2)))
                    .loss(cortado.registry().losses().create(ComponentSpec.of("softmax_cross_entropy")))
                    .optimizer(cortado.registry().optimizers().create(ComponentSpec.of("adam")))
                    .learningRate(0.001)
                    .epochs(4)
                    .batchSize(8)
                    .seed(5)
                    .build()
                    .fit(SmallImages.splits());
        }
    }

    @Test
    void sessionsOnSeveralBackendsTrainAtOnce() throws Exception {
        List<String> backends = usable();
        assertThat(backends).contains("cpu", "reference");
        CyclicBarrier together = new CyclicBarrier(backends.size());
        ExecutorService threads = Executors.newFixedThreadPool(backends.size());
        Map<String, Future<TrainingResult>> running = new LinkedHashMap<>();
        try {
            for (String backend : backends) {
                Callable<TrainingResult> task = () -> {
                    together.await();
                    return train(backend);
                };
                running.put(backend, threads.submit(task));
            }
            List<Double> losses = new ArrayList<>();
            for (Map.Entry<String, Future<TrainingResult>> each : running.entrySet()) {
                losses.add(each.getValue().get().history().get(3).trainLoss());
            }
            assertThat(losses).allSatisfy(loss -> assertThat(loss).isCloseTo(losses.get(0), withinPercent(0.1)));
        } finally {
            threads.shutdownNow();
        }
        assertThat(running.get("cpu").get().weightsChecksum())
                .as("others beside it change no bit")
                .isEqualTo(train("cpu").weightsChecksum());
    }

    private static org.assertj.core.data.Percentage withinPercent(double percent) {
        return org.assertj.core.data.Percentage.withPercentage(percent);
    }
}
