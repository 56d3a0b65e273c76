package dev.cortado.runtime;

import dev.cortado.api.backend.BackendProvider;

/**
 * The backend that was chosen, and why.
 *
 * @param provider creates it
 * @param reason why this one, such as {@code CORTADO_BACKEND=reference}
 */
public record BackendChoice(BackendProvider provider, String reason) {

    /** Returns the name of the backend. */
    public String name() {
        return provider.name();
    }
}
