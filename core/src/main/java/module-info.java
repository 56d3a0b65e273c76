/** Traces, differentiates, optimizes, plans and runs networks on any backend. */
module dev.cortado.core {
    requires transitive dev.cortado.api;

    exports dev.cortado.core;
    exports dev.cortado.core.compare;
    exports dev.cortado.core.decorate;
    exports dev.cortado.core.differentiate;
    exports dev.cortado.core.eager;
    exports dev.cortado.core.run;
    exports dev.cortado.core.serve;
    exports dev.cortado.core.trace;
}
