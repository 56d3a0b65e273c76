/** Files of models and weights: safetensors, JSON, and model descriptions in YAML or JSON. */
module dev.cortado.interop {
    requires transitive dev.cortado.api;
    requires com.fasterxml.jackson.core;
    requires org.snakeyaml.engine;

    exports dev.cortado.interop;
}
