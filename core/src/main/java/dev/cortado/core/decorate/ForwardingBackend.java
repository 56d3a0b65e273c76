package dev.cortado.core.decorate;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.DeviceInfo;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A backend that hands everything on to another; decorators override {@link #around}. */
public abstract class ForwardingBackend implements Backend {

    private final Backend delegate;

    /** Creates a decorator. */
    protected ForwardingBackend(Backend delegate) {
        this.delegate = delegate;
    }

    /** Returns the decorated backend. */
    protected final Backend delegate() {
        return delegate;
    }

    /** A kernel that was tied to memory, as a decorator sees it. */
    protected record Call(
            Op op, OpKernel kernel, List<BufferView> inputs, List<BufferView> outputs, Invocation invocation) {}

    /** Returns what runs instead of a kernel; the kernel's own invocation by default. */
    protected Invocation around(Call call) {
        return call.invocation();
    }

    /**
     * Tells whether kernels may keep what they prepared; not by default, since {@link #around} then has to tell
     * {@link Invocation#runPrepared} from {@link Invocation#run}.
     */
    protected boolean keepsPrepared() {
        return false;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public DeviceInfo device() {
        return delegate.device();
    }

    @Override
    public Graph lower(Graph graph) {
        return delegate.lower(graph);
    }

    @Override
    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return delegate.prepare(op, inputs, outputs).map(kernel -> new ForwardingKernel(op, kernel));
    }

    @Override
    public Buffer allocate(DType dtype, long elements) {
        return delegate.allocate(dtype, elements);
    }

    @Override
    public void upload(HostTensor source, BufferView target) {
        delegate.upload(source, target);
    }

    @Override
    public void download(BufferView source, HostTensor target) {
        delegate.download(source, target);
    }

    @Override
    public void copy(BufferView source, BufferView target) {
        delegate.copy(source, target);
    }

    @Override
    public int alignment() {
        return delegate.alignment();
    }

    @Override
    public Set<Behaviour> lacks() {
        return delegate.lacks();
    }

    /** Returns nothing: what a companion runs would escape the decorator. */
    @Override
    public Optional<Backend> companion() {
        return Optional.empty();
    }

    @Override
    public OptionalDouble measurePeak() {
        return delegate.measurePeak();
    }

    @Override
    public void synchronize() {
        delegate.synchronize();
    }

    @Override
    public void close() {
        delegate.close();
    }

    private final class ForwardingKernel implements OpKernel {

        private final Op op;
        private final OpKernel kernel;

        ForwardingKernel(Op op, OpKernel kernel) {
            this.op = op;
            this.kernel = kernel;
        }

        @Override
        public List<TensorSpec> workspace() {
            return kernel.workspace();
        }

        @Override
        public List<Integer> preparedFrom() {
            return keepsPrepared() ? kernel.preparedFrom() : List.of();
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
        public boolean opaque() {
            return kernel.opaque();
        }

        @Override
        public Invocation bind(List<BufferView> inputs, List<BufferView> outputs, List<BufferView> workspace) {
            return around(new Call(op, kernel, inputs, outputs, kernel.bind(inputs, outputs, workspace)));
        }
    }
}
