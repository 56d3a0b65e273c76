package dev.cortado.backend.reference;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.DeviceInfo;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Op;
import dev.cortado.backend.reference.kernel.Primitives;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs every primitive operation in plain loops over Java arrays, on one thread and in float64.
 *
 * <p>Elements of float32 are read as float64 and rounded once, when a result is stored. Operations that can be
 * decomposed have no kernel here, so that what is compared with this backend is compared with their decomposition.
 */
public final class ReferenceBackend implements Backend {

    static final String NAME = "reference";

    private final Set<ReferenceBuffer> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DeviceInfo device() {
        String version = ReferenceBackend.class.getPackage().getImplementationVersion();
        return new DeviceInfo("1 thread, plain loops in float64", version == null ? "development" : version);
    }

    @Override
    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        checkOpen();
        return Primitives.find(op).map(binding -> {
            if (!op.infer(inputs).equals(outputs)) {
                throw new IllegalArgumentException(
                        op.name() + " of " + inputs + " gives " + op.infer(inputs) + ", not " + outputs);
            }
            return new ReferenceKernel(this, binding, inputs, outputs);
        });
    }

    @Override
    public Buffer allocate(DType dtype, long elements) {
        checkOpen();
        try {
            ReferenceBuffer buffer =
                    new ReferenceBuffer(this, dtype, dtype.newArray(Math.toIntExact(elements)), elements);
            buffers.add(buffer);
            return buffer;
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw CortadoException.resource(
                    "out-of-memory",
                    "backend '" + NAME + "'",
                    "no memory for " + elements + " elements of " + dtype,
                    "use a smaller batch, or give Java more memory with -Xmx",
                    e);
        }
    }

    @Override
    public void upload(HostTensor source, BufferView target) {
        checkAlike(source.spec(), target.spec());
        System.arraycopy(
                source.array(),
                0,
                own(target).array(),
                (int) target.offset(),
                target.spec().elements());
    }

    @Override
    public void download(BufferView source, HostTensor target) {
        checkAlike(source.spec(), target.spec());
        System.arraycopy(
                own(source).array(),
                (int) source.offset(),
                target.array(),
                0,
                source.spec().elements());
    }

    @Override
    public void copy(BufferView source, BufferView target) {
        checkAlike(source.spec(), target.spec());
        System.arraycopy(
                own(source).array(),
                (int) source.offset(),
                own(target).array(),
                (int) target.offset(),
                source.spec().elements());
    }

    @Override
    public void synchronize() {
        checkOpen();
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(buffers).forEach(ReferenceBuffer::close);
    }

    /** Throws if this backend was closed. */
    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("backend '" + NAME + "' is closed; create another one");
        }
    }

    /** Returns the buffer behind a view, which must be of this backend. */
    ReferenceBuffer own(BufferView view) {
        checkOpen();
        if (view.buffer() instanceof ReferenceBuffer buffer && buffer.isOf(this)) {
            return buffer;
        }
        throw new IllegalArgumentException("backend '" + NAME + "' cannot use a buffer of another backend");
    }

    /** Lets go of a closed buffer. */
    void forget(ReferenceBuffer buffer) {
        buffers.remove(buffer);
    }

    private void checkAlike(TensorSpec source, TensorSpec target) {
        checkOpen();
        if (source.dtype() != target.dtype() || source.elements() != target.elements()) {
            throw new IllegalArgumentException(source + " cannot be copied to " + target);
        }
    }
}
