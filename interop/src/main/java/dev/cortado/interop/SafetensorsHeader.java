package dev.cortado.interop;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checked header of a safetensors file.
 *
 * @param tensors in the order of their data, which together fill the file without a gap
 * @param metadata texts by name
 */
record SafetensorsHeader(List<Entry> tensors, Map<String, String> metadata) {

    private static final Map<DType, String> NAMES = Map.of(
            DType.FLOAT32, "F32",
            DType.FLOAT64, "F64",
            DType.INT32, "I32",
            DType.INT64, "I64",
            DType.UINT8, "U8",
            DType.BOOL, "BOOL");

    /** A tensor and where its data begin, counted from the end of the header. */
    record Entry(String name, TensorSpec spec, long begin) {}

    /** Lays tensors out: the larger element types first, so that every value is aligned. */
    static SafetensorsHeader of(Map<String, TensorSpec> specs, Map<String, String> metadata) {
        List<Map.Entry<String, TensorSpec>> sorted = new ArrayList<>(specs.entrySet());
        sorted.sort(Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes()));
        List<Entry> entries = new ArrayList<>();
        long at = 0;
        for (Map.Entry<String, TensorSpec> each : sorted) {
            entries.add(new Entry(each.getKey(), each.getValue(), at));
            at += each.getValue().bytes();
        }
        return new SafetensorsHeader(entries, metadata);
    }

    /** Returns the JSON text, padded with spaces so that the data after it are aligned to 8 bytes. */
    String toJson() {
        Map<String, Object> root = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            root.put("__metadata__", metadata);
        }
        for (Entry entry : tensors) {
            Map<String, Object> tensor = new LinkedHashMap<>();
            tensor.put("dtype", NAMES.get(entry.spec().dtype()));
            List<Object> sizes = new ArrayList<>();
            for (int size : entry.spec().shape().toArray()) {
                sizes.add(size);
            }
            tensor.put("shape", sizes);
            tensor.put(
                    "data_offsets",
                    List.of(entry.begin(), entry.begin() + entry.spec().bytes()));
            root.put(entry.name(), tensor);
        }
        return Json.write(root);
    }

    /**
     * Reads and checks a header.
     *
     * @param dataBytes how many bytes follow the header in the file
     */
    static SafetensorsHeader parse(String json, long dataBytes, String where) {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        Json.parseObject(json, where).forEach((name, value) -> {
            if (!(value instanceof Map<?, ?> fields)) {
                throw damaged(where, "'" + name + "' is not an object");
            }
            if (name.equals("__metadata__")) {
                fields.forEach((key, text) -> {
                    if (!(text instanceof String)) {
                        throw damaged(where, "the metadata '" + key + "' are not a text");
                    }
                    metadata.put((String) key, (String) text);
                });
            } else {
                entries.add(entry(name, fields, dataBytes, where));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::begin)
                .thenComparing(entry -> entry.spec().bytes()));
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin() != at) {
                throw damaged(
                        where, "the data of '" + entry.name() + "' begin at " + entry.begin() + " instead of " + at);
            }
            at += entry.spec().bytes();
        }
        if (at != dataBytes) {
            throw damaged(where, "its tensors have " + at + " bytes, but " + dataBytes + " follow the header");
        }
        return new SafetensorsHeader(entries, metadata);
    }

    private static Entry entry(String name, Map<?, ?> fields, long dataBytes, String where) {
        TensorSpec spec = new TensorSpec(dtype(name, fields.get("dtype"), where), shape(name, fields, where));
        if (!(fields.get("data_offsets") instanceof List<?> offsets)
                || offsets.size() != 2
                || !(offsets.get(0) instanceof Long begin)
                || !(offsets.get(1) instanceof Long end)) {
            throw damaged(where, "the offsets of '" + name + "' are " + fields.get("data_offsets"));
        }
        if (begin < 0 || end < begin || end > dataBytes) {
            throw damaged(
                    where,
                    "the data of '" + name + "' go from " + begin + " to " + end + ", but " + dataBytes
                            + " bytes follow the header");
        }
        if (end - begin != spec.bytes()) {
            throw damaged(where, "'" + name + "' is " + spec + " but has " + (end - begin) + " bytes");
        }
        return new Entry(name, spec, begin);
    }

    private static DType dtype(String name, Object value, String where) {
        for (Map.Entry<DType, String> known : NAMES.entrySet()) {
            if (known.getValue().equals(value)) {
                return known.getKey();
            }
        }
        throw CortadoException.user(
                "unsupported-dtype",
                where,
                "tensor '" + name + "' has the type " + value + ", which is not among F32, F64, I32, I64, U8 and BOOL",
                "convert it where the file was made, for example to F32");
    }

    private static Shape shape(String name, Map<?, ?> fields, String where) {
        List<?> sizes = fields.get("shape") instanceof List<?> list ? list : null;
        int[] array = new int[sizes == null ? 0 : sizes.size()];
        try {
            for (int axis = 0; axis < array.length; axis++) {
                array[axis] = Math.toIntExact((Long) sizes.get(axis));
            }
            if (sizes != null) {
                return Shape.of(array);
            }
        } catch (ArithmeticException | ClassCastException | IllegalArgumentException | NullPointerException e) {
            throw damaged(where, "the shape of '" + name + "' is " + sizes);
        }
        throw damaged(where, "the shape of '" + name + "' is " + fields.get("shape"));
    }

    static CortadoException damaged(String where, String what) {
        return CortadoException.user(
                "safetensors-damaged",
                where,
                "this is not a complete safetensors file: " + what,
                "get the file again, or name another one");
    }
}
