package dev.cortado.conformance.golden;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A test vector of another framework: a folder with {@code case.json} and {@code tensors.safetensors}.
 *
 * @param name the name of the folder, such as {@code conv2d_01}
 * @param op what it is about
 * @param family the family of the op, such as {@code convolution}
 * @param attributes its options: maps, lists, strings, doubles, booleans
 * @param tensors inputs and expected values by name
 */
public record GoldenCase(
        String name, String op, String family, Map<String, Object> attributes, Map<String, HostTensor> tensors) {

    /** Reads a case. */
    public static GoldenCase read(Path folder) throws IOException {
        Map<String, Object> description = object(JsonText.read(Files.readString(folder.resolve("case.json"))));
        return new GoldenCase(
                (String) description.get("name"),
                (String) description.get("op"),
                String.valueOf(description.get("family")),
                object(description.get("attributes")),
                tensors(Files.readAllBytes(folder.resolve("tensors.safetensors"))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, HostTensor> tensors(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.toIntExact(bytes.getLong(0));
        Map<String, Object> entries =
                object(JsonText.read(new String(file, Long.BYTES, header, StandardCharsets.UTF_8)));
        Map<String, HostTensor> tensors = new TreeMap<>();
        entries.forEach((name, entry) -> {
            if (!name.equals("__metadata__")) {
                tensors.put(name, tensor(bytes, Long.BYTES + header, object(entry)));
            }
        });
        return tensors;
    }

    private static HostTensor tensor(ByteBuffer bytes, int start, Map<String, Object> entry) {
        List<?> sizes = (List<?>) entry.get("shape");
        Shape shape = Shape.of(sizes.stream().mapToInt(GoldenCase::integer).toArray());
        int at = start + integer(((List<?>) entry.get("data_offsets")).get(0));
        String type = (String) entry.get("dtype");
        DType dtype = switch (type) {
            case "F32" -> DType.FLOAT32;
            case "F64" -> DType.FLOAT64;
            case "I64" -> DType.INT64;
            default -> throw new IllegalArgumentException("element type " + type + " is not read");
        };
        HostTensor tensor = HostTensor.zeros(new TensorSpec(dtype, shape));
        for (int i = 0; i < shape.elements(); i++) {
            switch (dtype) {
                case FLOAT32 -> tensor.floats()[i] = bytes.getFloat(at + 4 * i);
                case FLOAT64 -> tensor.doubles()[i] = bytes.getDouble(at + 8 * i);
                default -> tensor.longs()[i] = bytes.getLong(at + 8 * i);
            }
        }
        return tensor;
    }

    /** Returns a tensor by name. */
    public HostTensor tensor(String tensor) {
        HostTensor value = tensors.get(tensor);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no tensor '" + tensor + "', only " + tensors.keySet());
        }
        return value;
    }

    /** Returns the options inside the attribute {@code options}; empty if there are none. */
    public Map<String, Object> options() {
        return new LinkedHashMap<>(attributes.containsKey("options") ? object(attributes.get("options")) : Map.of());
    }

    /** Returns a whole number among the attributes. */
    public int integer(String attribute) {
        return integer(attributes.get(attribute));
    }

    /** Returns the numbers of a list among the attributes. */
    public int[] integers(String attribute) {
        return ((List<?>) attributes.get(attribute))
                .stream().mapToInt(GoldenCase::integer).toArray();
    }

    /** Returns a truth value among the attributes; false if it is absent. */
    public boolean truth(String attribute) {
        return Boolean.TRUE.equals(attributes.get(attribute));
    }

    private static int integer(Object number) {
        return ((Double) number).intValue();
    }
}
