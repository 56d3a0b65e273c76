package dev.cortado.layers;

import dev.cortado.api.DType;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.core.Session;

/** Opens sessions on the reference backend. */
public final class ReferenceSession {

    private ReferenceSession() {}

    public static Session open(DType floatType) {
        return Session.builder(new ReferenceProvider().create(BackendOptions.of(1)))
                .floatType(floatType)
                .build();
    }
}
