/** Discovery of plug-ins, choice of the backend, wiring of a session: the one home of Guice. */
module dev.cortado.runtime {
    requires transitive com.google.guice;
    requires transitive dev.cortado.api;
    requires transitive dev.cortado.core;
    requires transitive dev.cortado.interop;
    requires transitive dev.cortado.layers;
    requires transitive dev.cortado.training;

    exports dev.cortado.runtime;

    uses dev.cortado.api.plugin.CortadoPlugin;
}
