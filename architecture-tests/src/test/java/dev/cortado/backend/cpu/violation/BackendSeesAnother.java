package dev.cortado.backend.cpu.violation;

import dev.cortado.backend.reference.ReferencePlugin;

/** Breaks rules on purpose: one backend sees another, and takes bits from Math.exp. */
public final class BackendSeesAnother {

    ReferencePlugin other;

    double exponential(double x) {
        return Math.exp(x);
    }
}
