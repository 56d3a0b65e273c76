package dev.cortado.layers.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Optimizer;
import dev.cortado.backend.cpu.CpuPlugin;
import dev.cortado.core.Session;
import dev.cortado.core.run.OutputPort;
import dev.cortado.core.run.Program;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.AdamW;
import dev.cortado.layers.optimizer.Sgd;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole steps of training and inference, inputs and results included, allocate nothing on any thread that executes them. */
class SteadyTrainingTest {

    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int STEPS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Shape IMAGE = Shape.of(1, 28, 28);

    private static Session session() {
        return Session.builder(new CpuPlugin().backends().get(0).create(BackendOptions.of(2)))
                .seed(5)
                .build();
    }

    /** Returns the caller and the daemon of the backend; looked up once, since looking allocates. */
    private static long[] executors() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<Long> ids = found();
        while (ids.size() > 2 && System.nanoTime() < end) { // the daemon of a session before may not have ended yet
            LockSupport.parkNanos(1_000_000);
            ids = found();
        }
        assertThat(ids).as("the caller and a daemon").hasSize(2);
        return ids.stream().mapToLong(Long::longValue).toArray();
    }

    private static List<Long> found() {
        List<Long> ids = new ArrayList<>();
        for (long id : THREADS.getAllThreadIds()) {
            ThreadInfo thread = THREADS.getThreadInfo(id); // null if it has ended meanwhile
            boolean executes = thread != null && thread.getThreadName().startsWith("cortado-cpu");
            if (executes || id == Thread.currentThread().getId()) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static long allocated(long[] threads) {
        long bytes = 0;
        for (long id : threads) {
            bytes += THREADS.getThreadAllocatedBytes(id);
        }
        return bytes;
    }

    /** What the measurement itself allocates. */
    private static long overhead(long[] threads) {
        long start = allocated(threads);
        return allocated(threads) - start;
    }

    /** Returns the least that some steps allocate; the JIT needs a while to remove short-lived objects. */
    private static long leastAllocation(Runnable step) {
        long[] threads = executors();
        long end = System.nanoTime() + PATIENCE_NANOS;
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            long overhead = overhead(threads);
            long start = allocated(threads);
            for (int i = 0; i < STEPS; i++) {
                step.run();
            }
            least = Math.min(least, allocated(threads) - start - overhead);
        }
        return least;
    }

    private static final class Step implements Runnable {

        private final Program program;
        private final HostTensor images;
        private final HostTensor labels;
        private final HostTensor scores;
        private final OutputPort loss;
        private long number;
        private double lastLoss;

        Step(Session session, Layer network, Optimizer optimizer, int batch) {
            TensorSpec spec = new TensorSpec(DType.FLOAT32, IMAGE.insert(0, batch));
            program = session.training(network, SoftmaxCrossEntropyLoss.of(), optimizer, spec);
            images = HostTensor.zeros(spec);
            labels = HostTensor.zeros(new TensorSpec(DType.INT32, Shape.of(batch)));
            scores = HostTensor.zeros(program.output("output").spec());
            loss = program.output("loss");
            for (int i = 0; i < images.floats().length; i++) {
                images.floats()[i] = (i * 37 % 101) / 101f;
            }
            for (int i = 0; i < batch; i++) {
                labels.ints()[i] = i % 10;
            }
        }

        @Override
        public void run() {
            number++;
            program.input("input").set(images);
            program.input("target").set(labels);
            program.input("learning_rate").set(0.01 / number);
            program.input("step").set((double) number);
            program.input("key").set(number * 7919);
            if (!program.run()) {
                throw new AssertionError("step " + number + " diverged");
            }
            lastLoss = loss.scalar();
            program.output("output").read(scores);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "vgg-small", "resnet-8"})
    void aTrainingStepAllocatesNothing(String name) {
        Layer network = ModelCatalog.builtIn().get(name).build(IMAGE, 10);
        Optimizer optimizer = name.equals("lenet") ? Sgd.of().withMomentum(0.9) : AdamW.of();
        try (Session session = session()) {
            Step step = new Step(session, network, optimizer, 7);
            assertThat(leastAllocation(step)).as("bytes in " + STEPS + " steps").isZero();
            assertThat(step.lastLoss).isFinite();
        }
    }

    @Test
    void aPredictionAllocatesNothing() {
        Layer network = ModelCatalog.builtIn().get("lenet").build(IMAGE, 10);
        try (Session session = session()) {
            Program program = session.inference(network, new TensorSpec(DType.FLOAT32, IMAGE.insert(0, 1)));
            HostTensor image = HostTensor.zeros(program.input("input").spec());
            HostTensor scores = HostTensor.zeros(program.output("output").spec());
            assertThat(leastAllocation(() -> {
                        program.input("input").set(image);
                        program.run();
                        program.output("output").read(scores);
                    }))
                    .as("bytes in " + STEPS + " predictions")
                    .isZero();
        }
    }
}
