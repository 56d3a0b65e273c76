package dev.cortado.backend.opencl;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.backend.opencl.device.Status;
import dev.cortado.backend.opencl.program.Engine;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_mem;

/** Memory of a device. */
final class OpenClBuffer implements Buffer {

    private final DType dtype;
    private final long elements;
    private final Engine engine;
    private final cl_mem memory;
    private final Engine.Handle handle;
    private boolean closed;

    OpenClBuffer(Engine engine, DType dtype, long elements) {
        if (elements < 0) {
            throw new IllegalArgumentException("a buffer cannot hold " + elements + " elements");
        }
        if (elements > Integer.MAX_VALUE) {
            throw CortadoException.resource(
                    "out-of-memory",
                    OpenClBackend.NAME,
                    "no memory for " + elements + " elements of " + dtype + ": a tensor has at most 2^31 - 1",
                    "use a smaller batch",
                    null);
        }
        this.engine = engine;
        this.dtype = dtype;
        this.elements = elements;
        // no driver makes memory of no bytes
        long bytes = Math.max(1, elements) * dtype.bytes();
        cl_mem[] made = new cl_mem[1];
        handle = engine.memory(
                this, bytes, "taking " + bytes + " bytes for " + elements + " elements of " + dtype, made);
        memory = made[0];
        clear(bytes);
    }

    private void clear(long bytes) {
        int code = CL.clEnqueueFillBuffer(engine.queue(), memory, Pointer.to(new byte[1]), 1, 0, bytes, 0, null, null);
        if (code != CL.CL_SUCCESS) {
            close();
        }
        Status.check(code, "clearing " + bytes + " bytes", engine.device().name());
    }

    /** Returns the buffer of a view, which must be one of this backend and on this engine. */
    static OpenClBuffer of(BufferView view, Engine engine) {
        if (!(view.buffer() instanceof OpenClBuffer buffer)) {
            throw new IllegalArgumentException("a " + view.buffer().getClass().getName()
                    + " is no buffer of the backend '" + OpenClBackend.NAME + "'");
        }
        if (buffer.engine != engine) {
            throw new IllegalArgumentException(
                    "a buffer of another backend, on " + buffer.engine.device().name() + ", is used on "
                            + engine.device().name());
        }
        return buffer;
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long elements() {
        return elements;
    }

    /** Returns the memory; throws after {@link #close}. */
    cl_mem memory() {
        requireOpen();
        return memory;
    }

    /** Throws after {@link #close}. */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("a buffer of " + elements + " elements of " + dtype + " on the backend '"
                    + OpenClBackend.NAME + "' is used after it was closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            handle.release();
        }
    }
}
