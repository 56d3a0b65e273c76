package dev.cortado.training.model;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.interop.ComponentJson;
import dev.cortado.interop.Json;
import dev.cortado.interop.SafetensorsFile;
import dev.cortado.training.data.ImageOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/** The texts of a model file: writes them, and checks them when they come back. */
final class ModelMetadata {

    private static final String FORMAT = "cortado.format";
    private static final String VERSION = "cortado.version";
    private static final String MODEL = "cortado.model";
    private static final String MODEL_CRC = "cortado.model_crc32";
    private static final String CRC = "cortado.weights_crc32";
    private static final String SHA = "cortado.weights_sha256";
    private static final String CURRENT_FORMAT = "1";

    private final Map<String, Object> values;
    private final String where;

    private ModelMetadata(Map<String, Object> values, String where) {
        this.values = values;
        this.where = where;
    }

    static Map<String, String> write(ModelFile model) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("architecture", ComponentJson.toTree(model.architecture()));
        List<Object> sizes = new ArrayList<>();
        for (int size : model.input().toArray()) {
            sizes.add(size);
        }
        values.put("input", sizes);
        values.put("classes", model.classNames());
        values.put("mean", model.preprocessing().mean());
        values.put("std", model.preprocessing().std());
        values.put("fit", lower(model.preprocessing().fit()));
        values.put("output", lower(model.output()));
        values.put("weights", new ArrayList<>(model.weights().keySet()));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, CURRENT_FORMAT);
        metadata.put(VERSION, model.version());
        String description = Json.write(values);
        metadata.put(MODEL, description);
        metadata.put(MODEL_CRC, crc32(description));
        metadata.put(CRC, Weights.crc32(model.weights()));
        metadata.put(SHA, model.checksum());
        return metadata;
    }

    static ModelFile read(SafetensorsFile file, Path path) {
        String where = path.toString();
        Map<String, String> metadata = file.metadata();
        String format = metadata.get(FORMAT);
        if (format == null || metadata.get(MODEL) == null) {
            throw CortadoException.user(
                    "not-a-model",
                    where,
                    "this is a safetensors file, but not a model that Cortado saved: it says nothing of a network",
                    "name a model.safetensors that 'cortado train' or ModelFile.save wrote");
        }
        if (!format.equals(CURRENT_FORMAT)) {
            throw CortadoException.user(
                    "model-too-new",
                    where,
                    "it has format " + format + " of Cortado " + metadata.get(VERSION)
                            + ", but this version reads format " + CURRENT_FORMAT,
                    "use the version of Cortado that wrote it, or a newer one");
        }
        // before anything is parsed: a flipped bit in a class name or a mean would be believed otherwise
        String found = crc32(metadata.get(MODEL));
        if (!found.equals(metadata.get(MODEL_CRC))) {
            throw damaged(
                    where, "the checksum of its description is " + found + " instead of " + metadata.get(MODEL_CRC));
        }
        return new ModelMetadata(Json.parseObject(metadata.get(MODEL), where), where).model(file);
    }

    private static String crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private ModelFile model(SafetensorsFile file) {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        for (Object name : list("weights", String.class)) {
            HostTensor tensor = file.tensors().get(name);
            if (tensor == null) {
                throw damaged("the weights '" + name + "' are missing");
            }
            weights.put((String) name, tensor);
        }
        if (!Weights.crc32(weights).equals(file.metadata().get(CRC))) {
            throw damaged("the checksum of the weights is " + Weights.crc32(weights) + " instead of "
                    + file.metadata().get(CRC));
        }
        return new ModelFile(
                ComponentJson.fromTree(values.get("architecture"), where),
                input(),
                list("classes", String.class),
                new Preprocessing(
                        list("mean", Double.class),
                        list("std", Double.class),
                        choice("fit", ImageOptions.Fit.values())),
                choice("output", OutputKind.values()),
                weights,
                String.valueOf(file.metadata().get(VERSION)));
    }

    private Shape input() {
        List<Long> sizes = list("input", Long.class);
        int[] array = new int[sizes.size()];
        try {
            for (int i = 0; i < array.length; i++) {
                array[i] = Math.toIntExact(sizes.get(i));
            }
            Shape shape = Shape.of(array);
            if (shape.rank() == 3 && shape.elements() > 0) {
                return shape;
            }
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw damaged("the input shape is " + sizes);
        }
        throw damaged("the input shape is " + sizes);
    }

    private <T> List<T> list(String name, Class<T> type) {
        List<T> result = new ArrayList<>();
        if (!(values.get(name) instanceof List<?> items)) {
            throw damaged("'" + name + "' is " + values.get(name));
        }
        for (Object item : items) {
            if (!type.isInstance(item)) {
                throw damaged("'" + name + "' holds " + item);
            }
            result.add(type.cast(item));
        }
        return result;
    }

    private <E extends Enum<E>> E choice(String name, E[] choices) {
        for (E choice : choices) {
            if (lower(choice).equals(values.get(name))) {
                return choice;
            }
        }
        throw damaged("'" + name + "' is " + values.get(name));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private CortadoException damaged(String what) {
        return damaged(where, what);
    }

    private static CortadoException damaged(String where, String what) {
        return CortadoException.user(
                "model-damaged", where, "this model cannot be used: " + what, "get the file again, or train anew");
    }
}
