/** The contracts of Cortado: tensors, operations as data, and everything that a plug-in implements. Needs the JDK alone. */
module dev.cortado.api {
    exports dev.cortado.api;
    exports dev.cortado.api.backend;
    exports dev.cortado.api.data;
    exports dev.cortado.api.graph;
    exports dev.cortado.api.graph.fuse;
    exports dev.cortado.api.kernel;
    exports dev.cortado.api.layer;
    exports dev.cortado.api.op;
    exports dev.cortado.api.plugin;
    exports dev.cortado.api.random;
    exports dev.cortado.api.train;
}
