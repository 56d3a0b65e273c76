package dev.cortado.api.backend;

import dev.cortado.api.DType;
import dev.cortado.api.Stability;

/** Memory of a backend, holding elements of one type. */
@Stability.Experimental
public interface Buffer extends AutoCloseable {

    /** Returns the type of the elements. */
    DType dtype();

    /** Returns the number of elements. */
    long elements();

    /** Frees the memory; closing twice does nothing. */
    @Override
    void close();
}
