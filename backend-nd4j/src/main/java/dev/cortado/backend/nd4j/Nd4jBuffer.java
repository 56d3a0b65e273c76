package dev.cortado.backend.nd4j;

import dev.cortado.api.DType;
import dev.cortado.api.backend.Buffer;
import java.lang.ref.Cleaner;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Zeroed memory outside of the Java heap, aligned to cache lines; freed when it is closed, or at the latest when it is unreachable. */
final class Nd4jBuffer implements Buffer {

    static final int ALIGNMENT = 64;

    private static final Cleaner CLEANER = Cleaner.create();

    private final Nd4jBackend backend;
    private final DType dtype;
    private final long elements;
    private final BytePointer start;
    private final Cleaner.Cleanable memory;
    private boolean closed;

    /** Takes memory, or throws an {@link OutOfMemoryError}. */
    Nd4jBuffer(Nd4jBackend backend, DType dtype, long elements) {
        this.backend = backend;
        this.dtype = dtype;
        this.elements = elements;
        long bytes = Math.addExact(Math.multiplyExact(elements, (long) dtype.bytes()), ALIGNMENT);
        Pointer raw = Pointer.calloc(1, bytes);
        if (raw == null || raw.isNull()) {
            throw new OutOfMemoryError(bytes + " bytes");
        }
        memory = CLEANER.register(this, () -> Pointer.free(raw));
        long shift = -raw.address() & (ALIGNMENT - 1);
        start = new BytePointer(raw).getPointer(shift);
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public long elements() {
        return elements;
    }

    @Override
    public void close() {
        closed = true;
        memory.clean();
        backend.forget(this);
    }

    boolean isOf(Nd4jBackend owner) {
        return backend == owner;
    }

    /** Throws if the memory was freed. */
    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("a buffer of backend 'nd4j' was used after its close");
        }
    }

    /** Returns where an element lies. */
    BytePointer at(long element) {
        checkOpen();
        return start.getPointer(element * dtype.bytes());
    }
}
