/** Trains, judges and uses networks: data, trainer, metrics, checkpoints, saved models. */
module dev.cortado.training {
    requires transitive dev.cortado.api;
    requires transitive dev.cortado.core;
    requires dev.cortado.interop;
    requires java.desktop;
    requires com.drew.metadata;

    exports dev.cortado.training;
    exports dev.cortado.training.data;
    exports dev.cortado.training.metrics;
    exports dev.cortado.training.model;
    exports dev.cortado.training.report;
    exports dev.cortado.training.run;
}
