package dev.cortado.api.kernel;

import dev.cortado.api.Stability;

/**
 * Memory of one thread for the time of one {@link HostKernel#run}; its content is arbitrary. Implemented by backends; new
 * methods may appear with a default.
 *
 * <p>Each kind is one array that grows to the largest request and is reused from then on, so a kernel that needs two
 * regions splits one array. Behind the requested length there are {@link HostTarget#slack} more elements.
 */
@Stability.Experimental
public interface HostScratch {

    /** Returns an array of at least {@code length} floats plus slack. */
    float[] floats(int length);

    /** Returns an array of at least {@code length} doubles plus slack. */
    double[] doubles(int length);

    /** Returns an array of at least {@code length} ints plus slack. */
    int[] ints(int length);
}
