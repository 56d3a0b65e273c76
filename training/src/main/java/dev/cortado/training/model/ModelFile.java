package dev.cortado.training.model;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import dev.cortado.interop.SafetensorsFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A trained network in one file: weights, structure, classes, and what must be done to images first.
 *
 * <p>The file is a safetensors file whose metadata say the rest, so other tools can read the weights.
 *
 * @param architecture the network as data
 * @param input shape of one image, {@code [channels, height, width]}
 * @param classNames the class that each output stands for
 * @param preprocessing what is done to images first
 * @param output what the outputs mean
 * @param weights parameters and running statistics by path
 * @param version the version of Cortado that saved it
 */
public record ModelFile(
        ComponentSpec architecture,
        Shape input,
        List<String> classNames,
        Preprocessing preprocessing,
        OutputKind output,
        Map<String, HostTensor> weights,
        String version) {

    /** Creates a model; lists and maps are copied, tensors are not. */
    public ModelFile {
        classNames = List.copyOf(classNames);
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /**
     * Takes the network and the present weights of a session.
     *
     * @param input shape of one image, {@code [channels, height, width]}
     * @throws CortadoException if a layer cannot describe itself
     */
    public static ModelFile of(
            Session session, Layer network, Shape input, List<String> classNames, Preprocessing preprocessing) {
        ComponentSpec architecture = network.describe();
        return new ModelFile(
                architecture,
                input,
                classNames,
                preprocessing,
                OutputKind.of(architecture),
                Weights.ofModel(session),
                CortadoVersion.current());
    }

    /**
     * Writes the file, aside and then moved into place.
     *
     * @throws CortadoException if it cannot be written; what was there before is kept
     */
    public void save(Path file) {
        SafetensorsFile.write(file, weights, ModelMetadata.write(this));
    }

    /**
     * Reads a file.
     *
     * @throws CortadoException if it is absent, damaged, or not a model of Cortado
     */
    public static ModelFile load(Path file) {
        SafetensorsFile content = SafetensorsFile.read(file);
        return ModelMetadata.read(content, file);
    }

    /** Returns the SHA-256 over path and bits of the weights, in hexadecimal digits. */
    public String checksum() {
        return Weights.sha256(weights);
    }

    /**
     * Makes the network again.
     *
     * @param registry makes a layer from its description
     */
    public Layer network(Function<ComponentSpec, Layer> registry) {
        return registry.apply(architecture);
    }

    /** Sets the variables of a session, before or after a network declares them. */
    public void loadInto(Session session) {
        weights.forEach(session.variables()::set);
    }
}
