package dev.cortado.api.backend;

import dev.cortado.api.Stability;

/** Announces a backend and creates it; found through {@link dev.cortado.api.plugin.CortadoPlugin}. */
@Stability.Experimental
public interface BackendProvider {

    /** Returns the name under which it is chosen, lower case, such as {@code cpu}. */
    String name();

    /** Returns one line that says what it is. */
    String summary();

    /** Returns its rank where the user chose none: the usable one with the highest is taken. */
    int priority();

    /** Tells whether it can run here; never throws, and never starts an engine. */
    Usability usability();

    /** Creates a backend with memory and threads of its own. */
    Backend create(BackendOptions options);
}
