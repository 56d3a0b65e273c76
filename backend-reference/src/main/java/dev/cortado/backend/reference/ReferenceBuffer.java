package dev.cortado.backend.reference;

import dev.cortado.api.DType;
import dev.cortado.api.backend.Buffer;

/** A Java array as memory of the reference backend. */
final class ReferenceBuffer implements Buffer {

    private final ReferenceBackend backend;
    private final DType dtype;
    private final long elements;
    private Object array;

    ReferenceBuffer(ReferenceBackend backend, DType dtype, Object array, long elements) {
        this.backend = backend;
        this.dtype = dtype;
        this.array = array;
        this.elements = elements;
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
        array = null;
        backend.forget(this);
    }

    boolean isOf(ReferenceBackend owner) {
        return backend == owner;
    }

    /** Returns the array, unless it was freed. */
    Object array() {
        backend.checkOpen();
        if (array == null) {
            throw new IllegalStateException("a buffer of backend '" + backend.name() + "' was used after its close");
        }
        return array;
    }
}
