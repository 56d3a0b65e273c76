package dev.cortado.api.data;

import dev.cortado.api.Stability;

/** Announces a data set and opens it. */
@Stability.Experimental
public interface DatasetProvider {

    /** Returns the name under which it is chosen, lower case, such as {@code fashion-mnist}. */
    String name();

    /** Returns one line that says what it is. */
    String summary();

    /**
     * Opens the data set; never downloads anything.
     *
     * @param seed for data sets that are generated; others ignore it
     * @throws dev.cortado.api.CortadoException if its files are absent or damaged
     */
    DataSplits open(long seed);
}
