package dev.cortado.backend.nd4j;

import dev.cortado.api.backend.Usability;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where ND4J cannot run, saying why; where the environment requires it, they fail. */
final class Nd4jRequired implements BeforeAllCallback {

    private static final String VARIABLE = "CORTADO_REQUIRED_BACKENDS";

    @Override
    public void beforeAll(ExtensionContext context) {
        Usability usability = new Nd4jProvider().usability();
        if (usability.usable()) {
            return;
        }
        String reason = context.getDisplayName() + ": " + usability.reason() + "; " + usability.remedy();
        String required = System.getenv().getOrDefault(VARIABLE, "");
        if (Arrays.asList(required.split("[, ]+")).contains(Nd4jProvider.NAME)) {
            throw new AssertionError(VARIABLE + " requires nd4j. " + reason);
        }
        System.out.println("skipped " + reason);
        Assumptions.abort(reason);
    }
}
