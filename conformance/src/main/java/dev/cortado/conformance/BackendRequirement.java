package dev.cortado.conformance;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Skips a test whose backend cannot run here, and says why; fails it where {@code CORTADO_REQUIRED_BACKENDS} lists the backend.
 *
 * @param provider who makes the backend
 */
public record BackendRequirement(BackendProvider provider) {

    private static final String REQUIRED = "CORTADO_REQUIRED_BACKENDS";

    /** Ends the test here if the backend cannot run. */
    public void check() {
        Usability usability = provider.usability();
        if (usability.usable()) {
            return;
        }
        String reason = "backend " + provider.name() + " cannot run here: " + usability.reason()
                + (usability.remedy().isBlank() ? "" : "; " + usability.remedy());
        String required = System.getenv(REQUIRED);
        if (required != null && Arrays.asList(required.split("[,\\s]+")).contains(provider.name())) {
            Assertions.fail(reason + ", but " + REQUIRED + " lists it");
        }
        System.out.println("skipped: " + reason);
        Assumptions.abort(reason);
    }
}
