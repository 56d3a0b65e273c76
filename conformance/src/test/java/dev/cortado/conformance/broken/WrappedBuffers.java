package dev.cortado.conformance.broken;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Op;
import dev.cortado.core.decorate.ForwardingBackend;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands out buffers of its own, so that it may open and close them otherwise than the backend does. */
abstract class WrappedBuffers extends ForwardingBackend {

    WrappedBuffers(Backend delegate) {
        super(delegate);
    }

    /** Returns the backend's buffer for a new one. */
    protected Buffer open(DType dtype, long elements) {
        return delegate().allocate(dtype, elements);
    }

    /** Does what closing a buffer does to the backend's one; it is called once. */
    protected abstract void close(Buffer real);

    @Override
    public final Buffer allocate(DType dtype, long elements) {
        return new Wrapped(this, open(dtype, elements), new AtomicBoolean());
    }

    @Override
    public void upload(HostTensor source, BufferView target) {
        super.upload(source, unwrap(target));
    }

    @Override
    public void download(BufferView source, HostTensor target) {
        super.download(unwrap(source), target);
    }

    @Override
    public void copy(BufferView source, BufferView target) {
        super.copy(unwrap(source), unwrap(target));
    }

    @Override
    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return super.prepare(op, inputs, outputs)
                .map(kernel -> (in, out, work) -> kernel.bind(unwrap(in), unwrap(out), unwrap(work)));
    }

    private static BufferView unwrap(BufferView view) {
        return view.buffer() instanceof Wrapped wrapped
                ? new BufferView(wrapped.real, view.offset(), view.spec())
                : view;
    }

    private static List<BufferView> unwrap(List<BufferView> views) {
        return views.stream().map(WrappedBuffers::unwrap).toList();
    }

    private record Wrapped(WrappedBuffers owner, Buffer real, AtomicBoolean closed) implements Buffer {

        @Override
        public DType dtype() {
            return real.dtype();
        }

        @Override
        public long elements() {
            return real.elements();
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                owner.close(real);
            }
        }
    }
}
