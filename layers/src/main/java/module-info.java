/** Layers, losses, optimizers, schedules and initializers, registered as a plug-in like any other. */
module dev.cortado.layers {
    requires transitive dev.cortado.api;

    exports dev.cortado.layers;
    exports dev.cortado.layers.initializer;
    exports dev.cortado.layers.loss;
    exports dev.cortado.layers.model;
    exports dev.cortado.layers.optimizer;
    exports dev.cortado.layers.schedule;

    provides dev.cortado.api.plugin.CortadoPlugin with
            dev.cortado.layers.LayersPlugin;
}
