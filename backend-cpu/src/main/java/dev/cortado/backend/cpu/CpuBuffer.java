package dev.cortado.backend.cpu;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.backend.cpu.kernel.VectorPath;

/**
 * A Java array with room for one vector behind its end.
 *
 * <p>The first element stands so that data begin 64 bytes after the start of the array object, where the header takes 16
 * bytes: large arrays are then aligned to cache lines.
 */
final class CpuBuffer implements Buffer {

    private static final int ALIGNMENT = 64;
    private static final int HEADER = 16;

    private final DType dtype;
    private final long elements;
    private final int first;
    private Object array;

    private CpuBuffer(DType dtype, long elements, int first, Object array) {
        this.dtype = dtype;
        this.elements = elements;
        this.first = first;
        this.array = array;
    }

    static CpuBuffer allocate(DType dtype, long elements) {
        if (elements < 0) {
            throw new IllegalArgumentException("a buffer cannot hold " + elements + " elements");
        }
        int first = (ALIGNMENT - HEADER) / dtype.bytes();
        long length = first + elements + VectorPath.SLACK;
        try {
            return new CpuBuffer(dtype, elements, first, dtype.newArray(Math.toIntExact(length)));
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw CortadoException.resource(
                    "out-of-memory",
                    CpuBackend.NAME,
                    "no memory for " + elements + " elements of " + dtype + ", " + (length * dtype.bytes() >> 20)
                            + " MiB",
                    "use a smaller batch, or give the JVM more memory with -Xmx",
                    e);
        }
    }

    /** Returns the buffer of a view, which must be one of this backend. */
    static CpuBuffer of(BufferView view) {
        if (view.buffer() instanceof CpuBuffer buffer) {
            return buffer;
        }
        throw new IllegalArgumentException(
                "a " + view.buffer().getClass().getName() + " is no buffer of the backend '" + CpuBackend.NAME + "'");
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long elements() {
        return elements;
    }

    /** Returns the array; throws after {@link #close}. */
    Object array() {
        if (array == null) {
            throw new IllegalStateException("a buffer of " + elements + " elements of " + dtype + " on the backend '"
                    + CpuBackend.NAME + "' is used after it was closed");
        }
        return array;
    }

    /** Returns the index in the array at which a view of this buffer begins. */
    int index(BufferView view) {
        return first + Math.toIntExact(view.offset());
    }

    @Override
    public void close() {
        array = null;
    }
}
