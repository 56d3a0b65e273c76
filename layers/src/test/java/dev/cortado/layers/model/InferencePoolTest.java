package dev.cortado.layers.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.CpuPlugin;
import dev.cortado.core.Session;
import dev.cortado.core.decorate.ForwardingBackend;
import dev.cortado.core.serve.InferencePool;
import dev.cortado.core.serve.ServingOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Networks that several threads run at once on the CPU backend. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InferencePoolTest {

    private static final TensorSpec IMAGE = TensorSpec.of(DType.FLOAT32, 3, 16, 16);

    /** Small enough that weights need more memory than all intermediate results. */
    private static final TensorSpec SMALL = TensorSpec.of(DType.FLOAT32, 3, 8, 8);

    private static final long FEW_BYTES = 1_000;

    private static Backend cpu() {
        return new CpuPlugin().backends().get(0).create(BackendOptions.of(1));
    }

    private static InferencePool pool(Backend backend, Layer network, ServingOptions options) {
        return InferencePool.of(Session.builder(backend).seed(5).build(), network, IMAGE, options);
    }

    private static Layer vgg() {
        return VggSmall.of().build(IMAGE.shape(), 10);
    }

    private static HostTensor image(int number) {
        HostTensor image = HostTensor.zeros(IMAGE);
        for (int i = 0; i < IMAGE.elements(); i++) {
            image.floats()[i] = (i * 37 + number * 11) % 101 / 101f;
        }
        return image;
    }

    /** Knows how much memory it and its companions hold. */
    private static final class Counting extends ForwardingBackend {

        private final List<Buffer> buffers;

        Counting(Backend delegate, List<Buffer> buffers) {
            super(delegate);
            this.buffers = buffers;
        }

        @Override
        public Buffer allocate(DType dtype, long elements) {
            Buffer buffer = super.allocate(dtype, elements);
            buffers.add(buffer);
            return buffer;
        }

        long bytes() {
            return buffers.stream()
                    .filter(buffer -> buffer.elements() > 0 && isOpen(buffer))
                    .mapToLong(buffer -> buffer.elements() * buffer.dtype().bytes())
                    .sum();
        }

        private boolean isOpen(Buffer buffer) {
            TensorSpec one = new TensorSpec(buffer.dtype(), Shape.of(1));
            try {
                download(BufferView.of(buffer, one), HostTensor.zeros(one));
                return true;
            } catch (IllegalStateException closed) {
                return false;
            }
        }

        /** Hands on what kernels keep, as decorators do not. */
        @Override
        public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
            return delegate().prepare(op, inputs, outputs);
        }

        @Override
        public Optional<Backend> companion() {
            return delegate().companion().map(companion -> new Counting(companion, buffers));
        }
    }

    private static long held(int instances, int largest) {
        Counting backend = new Counting(cpu(), new ArrayList<>());
        Session session = Session.builder(backend).build();
        ServingOptions options = ServingOptions.of(instances).withLargestBatch(largest);
        try (InferencePool pool = InferencePool.of(session, VggSmall.of().build(SMALL.shape(), 10), SMALL, options)) {
            assertThat(pool.instances()).isEqualTo(instances);
            pool.infer(HostTensor.zeros(SMALL));
            return backend.bytes();
        }
    }

    @Test
    void furtherInstancesNeedNoWeightsOfTheirOwn() {
        long weights = 0;
        try (Session session = Session.builder(cpu()).build()) {
            session.inference(
                    VggSmall.of().build(SMALL.shape(), 10),
                    new TensorSpec(DType.FLOAT32, SMALL.shape().insert(0, 1)));
            weights = session.variables().list().stream()
                    .mapToLong(variable -> variable.spec().bytes())
                    .sum();
        }
        long one = held(1, 2);
        assertThat(one).isGreaterThan(weights);
        assertThat(held(3, 2) - one).isPositive().isLessThan(weights / 4);
    }

    @Test
    void programsForSeveralBatchesShareWhatKernelsMadeOfWeights() {
        long one = held(1, 1);
        assertThat(held(1, 4) - one).isPositive().isLessThan(one / 4);
    }

    @Test
    void aCallAllocatesLittleMoreThanItsResult() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        Layer network = (LeastNetwork) (context, x) -> x.multiply(2).sum(1, 2, 3);
        try (InferencePool pool = pool(cpu(), network, ServingOptions.of(2))) {
            HostTensor image = image(1);
            long least = Long.MAX_VALUE;
            // vectors stay on the heap until kernels are compiled, so only the best call shows what is needed
            for (int i = 0; i < 100_000 && least > FEW_BYTES; i++) {
                long start = threads.getThreadAllocatedBytes(self);
                pool.infer(image);
                least = Math.min(least, threads.getThreadAllocatedBytes(self) - start);
            }
            assertThat(least).isLessThanOrEqualTo(FEW_BYTES);
        }
    }

    @Test
    void closingWaitsForCallsThatRun() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            InferencePool pool = pool(cpu(), vgg(), ServingOptions.of(2));
            HostTensor expected = pool.infer(image(1));
            List<Future<Integer>> answers = new ArrayList<>();
            CountDownLatch served = new CountDownLatch(4);
            for (int c = 0; c < 4; c++) {
                answers.add(callers.submit(() -> {
                    for (int calls = 0; ; calls++) {
                        try {
                            assertThat(pool.infer(image(1))).isEqualTo(expected);
                            if (calls == 0) {
                                served.countDown();
                            }
                        } catch (CortadoException refused) {
                            assertThat(refused.code()).isEqualTo("inference-closed");
                            return calls;
                        }
                    }
                }));
            }
            assertThat(served.await(1, TimeUnit.MINUTES)).isTrue();
            pool.close();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isPositive();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void samplesOfAnotherShapeAreRefused() {
        try (InferencePool pool = pool(cpu(), vgg(), ServingOptions.of(1))) {
            HostTensor wrong = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 3, 16, 15));
            assertThatThrownBy(() -> pool.infer(List.of(image(1), wrong)))
                    .hasMessageContaining("sample 1: the network takes float32 3x16x16, but got float32 3x16x15");
            assertThat(pool.infer(List.of())).isEmpty();
        }
    }

    @Test
    void aBackendWhoseAnswersDependOnTheBatchTakesOneSampleAtATime() {
        List<Integer> batches = new ArrayList<>();
        Backend variant = new ForwardingBackend(cpu()) {

            @Override
            public Set<Behaviour> lacks() {
                return EnumSet.of(Behaviour.BATCH_INVARIANCE);
            }

            @Override
            public void upload(HostTensor source, BufferView target) {
                if (source.spec().shape().rank() == 4 && source.spec().shape().size(1) == 3) {
                    batches.add(source.spec().shape().size(0));
                }
                super.upload(source, target);
            }
        };
        Layer network = (LeastNetwork) (context, x) -> x.multiply(2);
        try (InferencePool pool = pool(variant, network, ServingOptions.of(2))) {
            assertThat(pool.instances()).isEqualTo(1);
            assertThat(pool.infer(List.of(image(1), image(2), image(3)))).hasSize(3);
            assertThat(batches).isNotEmpty().containsOnly(1);
        }
    }

    @Test
    void networksThatMixSamplesAreRefused() {
        Layer network = (LeastNetwork) (context, x) -> x.sum();
        try (Session session = Session.builder(cpu()).build()) {
            assertThatThrownBy(() -> InferencePool.of(session, network, IMAGE, ServingOptions.of(1)))
                    .isInstanceOf(CortadoException.class)
                    .hasMessageContaining("no result for each sample");
        }
    }

    /** A network from a lambda. */
    private interface LeastNetwork extends Layer {}
}
