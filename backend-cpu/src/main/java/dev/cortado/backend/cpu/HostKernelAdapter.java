package dev.cortado.backend.cpu;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import java.util.List;
import java.util.stream.Stream;

/** Offers a host kernel as a kernel of this backend. */
final class HostKernelAdapter implements OpKernel {

    private final HostKernel kernel;
    private final CpuBackend backend;

    HostKernelAdapter(HostKernel kernel, CpuBackend backend) {
        this.kernel = kernel;
        this.backend = backend;
    }

    @Override
    public List<TensorSpec> workspace() {
        return kernel.workspace();
    }

    @Override
    public List<Integer> preparedFrom() {
        return kernel.preparedFrom();
    }

    @Override
    public int inPlace(int output) {
        return kernel.inPlace(output);
    }

    @Override
    public Accuracy accuracy() {
        return kernel.accuracy();
    }

    @Override
    public String description() {
        return kernel.description();
    }

    @Override
    public Invocation bind(List<BufferView> inputs, List<BufferView> outputs, List<BufferView> workspace) {
        HostFrame frame = new HostFrame(
                arrays(inputs), indices(inputs),
                arrays(outputs), indices(outputs),
                arrays(workspace), indices(workspace));
        CpuBuffer[] buffers = Stream.of(inputs, outputs, workspace)
                .flatMap(List::stream)
                .map(CpuBuffer::of)
                .distinct()
                .toArray(CpuBuffer[]::new);
        return new Bound(kernel, frame, buffers, backend);
    }

    private static Object[] arrays(List<BufferView> views) {
        return views.stream().map(view -> CpuBuffer.of(view).array()).toArray();
    }

    private static int[] indices(List<BufferView> views) {
        return views.stream().mapToInt(view -> CpuBuffer.of(view).index(view)).toArray();
    }

    /** A kernel with its memory; nothing is looked up or allocated in a run. */
    private static final class Bound implements Invocation {

        private final HostKernel kernel;
        private final HostFrame frame;
        private final CpuBuffer[] buffers;
        private final CpuBackend backend;

        Bound(HostKernel kernel, HostFrame frame, CpuBuffer[] buffers, CpuBackend backend) {
            this.kernel = kernel;
            this.frame = frame;
            this.buffers = buffers;
            this.backend = backend;
        }

        @Override
        public void run() {
            run(0);
        }

        @Override
        public void runPrepared() {
            run(kernel.preparingPhases());
        }

        private void run(int phase) {
            for (CpuBuffer buffer : buffers) {
                buffer.array();
            }
            backend.team().run(kernel, frame, phase);
        }
    }
}
