package dev.cortado.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.ShapeException;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.Sort;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest {

    private static final Op ADD = new Binary(Binary.Kind.ADD);
    private static final TensorSpec SEVEN = TensorSpec.of(DType.FLOAT32, 7);

    private final ReferenceBackend backend = new ReferenceBackend();

    @Test
    void newBuffersHoldZeros() {
        for (DType dtype : DType.values()) {
            TensorSpec spec = TensorSpec.of(dtype, 7);
            HostTensor read = HostTensor.filled(spec, 1);
            backend.download(BufferView.of(backend.allocate(dtype, 7), spec), read);
            assertThat(read).isEqualTo(HostTensor.zeros(spec));
        }
    }

    @Test
    void uploadCopyAndDownloadMoveWindowsOfBuffers() {
        Buffer first = backend.allocate(DType.INT64, 10);
        Buffer second = backend.allocate(DType.INT64, 10);
        HostTensor values = HostTensor.of(new long[] {Long.MAX_VALUE, -1, Long.MIN_VALUE + 1}, 3);
        TensorSpec spec = values.spec();
        backend.upload(values.copy(), new BufferView(first, 4, spec));
        backend.copy(new BufferView(first, 4, spec), new BufferView(second, 7, spec));
        HostTensor all = HostTensor.zeros(TensorSpec.of(DType.INT64, 10));
        backend.download(BufferView.of(second, all.spec()), all);
        assertThat(all.longs()).containsExactly(0, 0, 0, 0, 0, 0, 0, Long.MAX_VALUE, -1, Long.MIN_VALUE + 1);
    }

    @Test
    void emptyTensorsAreFine() {
        HostTensor empty = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 0, 3));
        BufferView view = BufferView.of(backend.allocate(DType.FLOAT32, 0), empty.spec());
        backend.upload(empty, view);
        backend.download(view, empty);
        assertThat(EagerScope.run(ADD, empty, empty)).isEqualTo(empty);
    }

    @Test
    void copiesBetweenDifferentSpecsAreRefused() {
        BufferView view = BufferView.of(backend.allocate(DType.FLOAT32, 7), SEVEN);
        assertThatThrownBy(() -> backend.upload(Tensors.floats(1, 2), view))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("float32 2 cannot be copied to float32 7");
        assertThatThrownBy(() -> backend.download(view, HostTensor.zeros(SEVEN.with(DType.INT32))))
                .hasMessageContaining("int32 7");
    }

    @Test
    void composedOperationsHaveNoKernel() {
        assertThat(backend.prepare(new Relu(), List.of(SEVEN), List.of(SEVEN))).isEmpty();
        assertThat(backend.prepare(ADD, List.of(SEVEN, SEVEN), List.of(SEVEN))).isPresent();
    }

    @Test
    void prepareChecksOperandsAndResults() {
        TensorSpec six = TensorSpec.of(DType.FLOAT32, 6);
        assertThatThrownBy(() -> backend.prepare(ADD, List.of(SEVEN, six), List.of(SEVEN)))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> backend.prepare(ADD, List.of(SEVEN, SEVEN), List.of(six)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not [float32 6]");
    }

    @Test
    void bindChecksSpecsAndOwner() {
        OpKernel kernel =
                backend.prepare(ADD, List.of(SEVEN, SEVEN), List.of(SEVEN)).orElseThrow();
        BufferView own = BufferView.of(backend.allocate(DType.FLOAT32, 7), SEVEN);
        BufferView short_ = new BufferView(own.buffer(), 0, TensorSpec.of(DType.FLOAT32, 6));
        assertThatThrownBy(() -> kernel.bind(List.of(own, short_), List.of(own), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("operands");
        try (ReferenceBackend other = new ReferenceBackend()) {
            BufferView foreign = BufferView.of(other.allocate(DType.FLOAT32, 7), SEVEN);
            assertThatThrownBy(() -> kernel.bind(List.of(own, foreign), List.of(own), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another backend");
        }
    }

    @Test
    void everythingThrowsAfterTheCloseOfTheBackend() {
        BufferView view = BufferView.of(backend.allocate(DType.FLOAT32, 7), SEVEN);
        Invocation invocation = bindAdd(view);
        backend.close();
        backend.close();
        HostTensor host = HostTensor.zeros(SEVEN);
        List<Runnable> uses = List.of(
                () -> backend.allocate(DType.FLOAT32, 1),
                () -> backend.prepare(ADD, List.of(SEVEN, SEVEN), List.of(SEVEN)),
                () -> backend.upload(host, view),
                () -> backend.download(view, host),
                () -> backend.copy(view, view),
                backend::synchronize,
                () -> bindAdd(view),
                invocation::run);
        for (Runnable use : uses) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("backend 'reference' is closed");
        }
    }

    @Test
    void aClosedBufferIsRefused() {
        BufferView view = BufferView.of(backend.allocate(DType.FLOAT32, 7), SEVEN);
        Invocation invocation = bindAdd(view);
        view.buffer().close();
        view.buffer().close();
        assertThatThrownBy(invocation::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'reference'");
        assertThatThrownBy(() -> backend.upload(HostTensor.zeros(SEVEN), view))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void runsAllocateNothing() {
        List<Invocation> invocations = List.of(
                bindNew(ADD, SEVEN, SEVEN),
                bindNew(new Sort(0, true), SEVEN),
                bindNew(
                        Convolution.of(2).withPadding(new int[] {1, 1}, new int[] {1, 1}),
                        TensorSpec.of(DType.FLOAT32, 1, 2, 7, 7),
                        TensorSpec.of(DType.FLOAT32, 3, 2, 3, 3)));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 7; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            runAll(invocations);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // the virtual machine itself may allocate once while it warms up; a kernel would do so in every round
        assertThat(least).isZero();
    }

    private static void runAll(List<Invocation> invocations) {
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < invocations.size(); j++) {
                invocations.get(j).run();
            }
        }
    }

    private Invocation bindNew(Op op, TensorSpec... inputs) {
        List<TensorSpec> outputs = op.infer(List.of(inputs));
        return backend.prepare(op, List.of(inputs), outputs)
                .orElseThrow()
                .bind(views(List.of(inputs)), views(outputs), List.of());
    }

    private List<BufferView> views(List<TensorSpec> specs) {
        List<BufferView> views = new ArrayList<>();
        specs.forEach(spec -> views.add(BufferView.of(backend.allocate(spec.dtype(), spec.elements()), spec)));
        return views;
    }

    private Invocation bindAdd(BufferView view) {
        return backend.prepare(ADD, List.of(SEVEN, SEVEN), List.of(SEVEN))
                .orElseThrow()
                .bind(List.of(view, view), List.of(view), List.of());
    }
}
