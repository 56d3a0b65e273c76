/** The published kit: whether a backend, an operation or a layer keeps its promises. */
module dev.cortado.conformance {
    requires transitive dev.cortado.api;
    requires transitive dev.cortado.core;
    requires dev.cortado.backend.reference;
    // only who extends the kit as tests needs it; programs run the kit without
    requires static org.junit.jupiter.api;

    exports dev.cortado.conformance;
    exports dev.cortado.conformance.golden;
    exports dev.cortado.conformance.kit;
    exports dev.cortado.conformance.report;
}
