package com.example.plain;

import dev.cortado.api.backend.*;
import dev.cortado.api.plugin.CortadoPlugin;
import java.util.List;

/** What Cortado finds on the class path: the entry in {@code META-INF/services} names this class. */
public final class PlainPlugin implements CortadoPlugin, BackendProvider {

    @Override
    public String id() {
        return "com.example.plain";
    }

    @Override
    public List<BackendProvider> backends() {
        return List.of(this);
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public String summary() {
        return "plain Java arrays and loops: the template for authors of backends";
    }

    @Override
    public int priority() {
        return -10; // whoever wants it names it
    }

    @Override
    public Usability usability() {
        return Usability.yes("needs nothing but Java");
    }

    @Override
    public Backend create(BackendOptions options) {
        return new PlainBackend();
    }
}
