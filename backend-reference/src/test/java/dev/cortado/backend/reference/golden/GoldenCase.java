package dev.cortado.backend.reference.golden;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.cortado.api.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One case of the golden data: what PyTorch computed in float64 from float32 inputs.
 *
 * @param name its folder
 * @param op what was computed, such as {@code conv2d}
 * @param attributes numbers, texts and lists by name
 * @param tensors inputs and expected values by name
 */
record GoldenCase(String name, String op, Map<String, Object> attributes, Map<String, HostTensor> tensors) {

    static GoldenCase load(Path folder) throws IOException {
        Map<String, Object> description = JSON.std.mapFrom(Files.readString(folder.resolve("case.json")));
        Map<String, Object> attributes = JSON.std.mapFrom(JSON.std.asString(description.get("attributes")));
        return new GoldenCase(
                (String) description.get("name"),
                (String) description.get("op"),
                attributes,
                Safetensors.read(folder.resolve("tensors.safetensors")));
    }

    HostTensor tensor(String tensorName) {
        HostTensor tensor = tensors.get(tensorName);
        if (tensor == null) {
            throw new IllegalArgumentException(name + " has no tensor " + tensorName + ", but " + tensors.keySet());
        }
        return tensor;
    }

    boolean has(String tensorName) {
        return tensors.containsKey(tensorName);
    }

    List<Integer> integers(String attribute) {
        return Arrays.stream(Safetensors.integers(attributes.get(attribute)))
                .boxed()
                .toList();
    }
}
