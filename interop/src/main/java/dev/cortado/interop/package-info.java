/** Files of models and weights: safetensors, JSON, and model descriptions in YAML or JSON. */
package dev.cortado.interop;
