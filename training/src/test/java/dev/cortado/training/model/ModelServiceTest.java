package dev.cortado.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.CortadoPlugin;
import dev.cortado.backend.reference.ReferenceBackend;
import dev.cortado.core.Session;
import dev.cortado.core.serve.ServingOptions;
import dev.cortado.layers.model.ModelCatalog;
import dev.cortado.training.TinySetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ModelServiceTest {

    private static final int CALLERS = 6;
    private static final int CALLS = 8;
    private static final Duration LONG = Duration.ofHours(1);

    private static Session cpu() {
        BackendProvider provider = ServiceLoader.load(CortadoPlugin.class).stream()
                .flatMap(plugin -> plugin.get().backends().stream())
                .filter(each -> each.name().equals("cpu"))
                .findFirst()
                .orElseThrow();
        Backend backend = provider.create(BackendOptions.of(1));
        return Session.builder(backend).seed(5).build();
    }

    private static ModelFile model(String name) {
        Shape image = name.equals("lenet") ? Shape.of(1, 28, 28) : Shape.of(3, 16, 16);
        Layer network = ModelCatalog.builtIn().get(name).build(image, 10);
        List<String> classes = IntStream.range(0, 10).mapToObj(k -> "c" + k).toList();
        try (Session session = cpu()) {
            session.inference(network, new TensorSpec(DType.FLOAT32, image.insert(0, 1)));
            return ModelFile.of(session, network, image, classes, Preprocessing.none());
        }
    }

    private static ModelService service(ModelFile model, ServingOptions options) {
        return ModelService.of(model, cpu(), TinySetup::layer, options);
    }

    private static float[] image(ModelFile model, int number) {
        float[] image = new float[model.input().elements()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (i * 37 + number * 11) % 101 / 101f;
        }
        return image;
    }

    private static List<Prediction> alone(ModelFile model) {
        List<Prediction> predictions = new ArrayList<>();
        try (Predictor predictor = Predictor.of(model, cpu(), TinySetup::layer)) {
            for (int i = 0; i < CALLERS * CALLS; i++) {
                predictions.add(predictor.predict(image(model, i)));
            }
        }
        return predictions;
    }

    /** Each caller asks for images of its own; one in between passes images of the wrong size, and only this one hears of it. */
    private static List<Prediction> together(ModelService service, ModelFile model) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS + 1);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<List<Prediction>>> answers = new ArrayList<>();
            for (int c = 0; c < CALLERS; c++) {
                int caller = c;
                answers.add(callers.submit(() -> {
                    start.await();
                    List<Prediction> predictions = new ArrayList<>();
                    for (int i = caller * CALLS; i < (caller + 1) * CALLS; i++) {
                        predictions.add(service.predict(image(model, i)));
                    }
                    return predictions;
                }));
            }
            Future<Integer> wrong = callers.submit(() -> {
                start.await();
                int refused = 0;
                for (int i = 0; i < CALLS; i++) {
                    Throwable thrown = catchThrowable(() -> service.predict(new float[7]));
                    refused += thrown instanceof CortadoException e && e.code().equals("image-size") ? 1 : 0;
                }
                return refused;
            });
            start.countDown();
            List<Prediction> all = new ArrayList<>();
            for (Future<List<Prediction>> answer : answers) {
                all.addAll(answer.get());
            }
            assertThat(wrong.get()).isEqualTo(CALLS);
            return all;
        } finally {
            callers.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "vgg-small", "resnet-8", "mobilenet-v2"})
    void manyThreadsGetTheBitsOfOneWithAndWithoutMicroBatching(String name) throws Exception {
        ModelFile model = model(name);
        List<Prediction> expected = alone(model);
        // images that all give the same prediction would show nothing
        assertThat(expected.stream().map(Prediction::probability).distinct()).hasSizeGreaterThan(CALLS);
        ServingOptions plain = ServingOptions.of(2).withLargestBatch(4);
        for (ServingOptions options : List.of(
                plain,
                plain.withThreads(2),
                plain.withMicroBatching(4, Duration.ofMillis(2)),
                plain.withMicroBatching(5, Duration.ZERO))) {
            try (ModelService service = service(model, options)) {
                assertThat(together(service, model)).as("%s", options).isEqualTo(expected);
                assertThat(service.predict(IntStream.range(0, 11)
                                .mapToObj(i -> image(model, i))
                                .toList()))
                        .isEqualTo(expected.subList(0, 11));
            }
        }
    }

    @Test
    void imagesOfSeveralCallersGoThroughTheNetworkTogether() throws Exception {
        ModelFile model = model("lenet");
        // nobody waits an hour: the batch is full as soon as all three callers are here
        ServingOptions options = ServingOptions.of(1).withMicroBatching(3, LONG);
        try (ModelService service = service(model, options)) {
            List<Outcome> callers = IntStream.range(0, 3)
                    .mapToObj(i -> Outcome.of(() -> service.predict(image(model, i))))
                    .toList();
            for (int i = 0; i < 3; i++) {
                assertThat(callers.get(i).value()).isEqualTo(alone(model).get(i));
            }
        }
    }

    @Test
    void callersThatWaitWhenItIsClosedAreToldSo() throws Exception {
        ModelFile model = model("lenet");
        ModelService service = service(model, ServingOptions.of(2).withMicroBatching(64, LONG));
        List<Outcome> waiting = IntStream.range(0, 3)
                .mapToObj(i -> Outcome.of(() -> service.predict(image(model, i))))
                .toList();
        waiting.forEach(Outcome::awaitWaiting);
        service.close();
        for (Outcome caller : waiting) {
            assertRefused(caller.failure(), "inference-closed");
        }
        assertThatThrownBy(() -> service.predict(image(model, 0))).hasMessageContaining("no longer served");
        assertThatThrownBy(() -> service.predict(List.of(image(model, 0)))).hasMessageContaining("no longer served");
        service.close();
    }

    @Test
    void aCallerThatIsInterruptedLeavesTheOthersAlone() throws Exception {
        ModelFile model = model("lenet");
        try (ModelService service = service(model, ServingOptions.of(2).withMicroBatching(2, LONG))) {
            Outcome interrupted = Outcome.of(() -> service.predict(image(model, 0)));
            interrupted.awaitWaiting();
            interrupted.thread.interrupt();
            assertRefused(interrupted.failure(), "inference-interrupted");
            assertThat(interrupted.stillInterrupted).isTrue();
            // the two that come now fill a batch, in which the first is no more
            Outcome second = Outcome.of(() -> service.predict(image(model, 1)));
            second.awaitWaiting();
            Outcome third = Outcome.of(() -> service.predict(image(model, 2)));
            assertThat(second.value()).isEqualTo(alone(model).get(1));
            assertThat(third.value()).isEqualTo(alone(model).get(2));
        }
    }

    @Test
    void aThreadThatIsInterruptedAlreadyIsToldSoWithoutMicroBatching() throws Exception {
        ModelFile model = model("lenet");
        try (ModelService service = service(model, ServingOptions.of(1))) {
            Outcome interrupted = Outcome.of(() -> {
                Thread.currentThread().interrupt();
                return service.predict(image(model, 0));
            });
            assertRefused(interrupted.failure(), "inference-interrupted");
            assertThat(service.predict(image(model, 1))).isEqualTo(alone(model).get(1));
        }
    }

    @Test
    void aBackendWithoutCompanionsServesOneCallAtATime() throws Exception {
        ModelFile model = model("lenet");
        Session session = Session.builder(new ReferenceBackend()).build();
        try (ModelService service = ModelService.of(
                model, session, TinySetup::layer, ServingOptions.of(4).withLargestBatch(1))) {
            Outcome first = Outcome.of(() -> service.predict(image(model, 0)));
            Outcome second = Outcome.of(() -> service.predict(image(model, 0)));
            assertThat(first.value()).isEqualTo(second.value());
        }
    }

    @Test
    void modelsWhosePartsDoNotFitAreRefused() {
        ModelFile model = model("lenet");
        ModelFile fewer = new ModelFile(
                model.architecture(),
                model.input(),
                List.of("a", "b"),
                model.preprocessing(),
                model.output(),
                model.weights(),
                model.version());
        assertThatThrownBy(() -> service(fewer, ServingOptions.of(1)))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("names 2 classes");
    }

    private static void assertRefused(Throwable failure, String code) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** A call on a thread of its own. */
    private static final class Outcome {

        private final AtomicReference<Object> result = new AtomicReference<>();
        private final AtomicReference<Throwable> thrown = new AtomicReference<>();
        private volatile boolean stillInterrupted;
        private Thread thread;

        static Outcome of(Callable<Object> call) {
            Outcome outcome = new Outcome();
            outcome.thread = new Thread(() -> {
                try {
                    outcome.result.set(call.call());
                } catch (Throwable t) {
                    outcome.thrown.set(t);
                    outcome.stillInterrupted = Thread.currentThread().isInterrupted();
                }
            });
            outcome.thread.setDaemon(true);
            outcome.thread.start();
            return outcome;
        }

        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(thread.isAlive()).isTrue();
                Thread.onSpinWait();
            }
        }

        Object value() throws InterruptedException {
            thread.join();
            assertThat(thrown.get()).isNull();
            return result.get();
        }

        Throwable failure() throws InterruptedException {
            thread.join();
            return thrown.get();
        }
    }
}
