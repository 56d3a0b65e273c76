package dev.cortado.api.backend;

import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;

/**
 * A dense tensor in row-major order inside a buffer.
 *
 * @param buffer the memory
 * @param offset the index of its first element
 * @param spec element type, which is the buffer's, and shape
 */
@Stability.Experimental
public record BufferView(Buffer buffer, long offset, TensorSpec spec) {

    /** Creates a view and checks that it lies within its buffer. */
    public BufferView {
        if (buffer.dtype() != spec.dtype()) {
            throw new IllegalArgumentException("a buffer of " + buffer.dtype() + " cannot hold " + spec);
        }
        if (offset < 0 || offset + spec.elements() > buffer.elements()) {
            throw new IllegalArgumentException(
                    spec + " at " + offset + " exceeds a buffer of " + buffer.elements() + " elements");
        }
    }

    /** Returns a view of a whole buffer. */
    public static BufferView of(Buffer buffer, TensorSpec spec) {
        return new BufferView(buffer, 0, spec);
    }
}
