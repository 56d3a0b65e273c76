/** The reference backend: the oracle that other backends are compared with. */
module dev.cortado.backend.reference {
    requires transitive dev.cortado.api;

    exports dev.cortado.backend.reference;

    provides dev.cortado.api.plugin.CortadoPlugin with
            dev.cortado.backend.reference.ReferencePlugin;
}
