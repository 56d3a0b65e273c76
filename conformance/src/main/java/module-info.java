/** The published kit: whether a backend, an operation or a layer keeps its promises. */
module dev.cortado.conformance {
    requires transitive dev.cortado.api;
    requires transitive dev.cortado.core;
    requires dev.cortado.backend.reference;

    exports dev.cortado.conformance;
    exports dev.cortado.conformance.golden;
}
