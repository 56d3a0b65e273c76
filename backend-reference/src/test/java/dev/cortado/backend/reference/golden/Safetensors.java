package dev.cortado.backend.reference.golden;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the tensors of a safetensors file: the length of the header, the header in JSON, then the numbers. */
final class Safetensors {

    private Safetensors() {}

    static Map<String, HostTensor> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(header);
        ByteBuffer numbers = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, HostTensor> tensors = new TreeMap<>();
        for (Map.Entry<String, Object> entry :
                JSON.std.mapFrom(new String(header, StandardCharsets.UTF_8)).entrySet()) {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor((Map<?, ?>) entry.getValue(), numbers));
            }
        }
        return tensors;
    }

    private static HostTensor tensor(Map<?, ?> description, ByteBuffer numbers) {
        int[] sizes = integers(description.get("shape"));
        int[] range = integers(description.get("data_offsets"));
        ByteBuffer part = numbers.slice(range[0], range[1] - range[0]).order(ByteOrder.LITTLE_ENDIAN);
        switch ((String) description.get("dtype")) {
            case "F32":
                HostTensor floats = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, sizes));
                part.asFloatBuffer().get(floats.floats());
                return floats;
            case "F64":
                HostTensor doubles = HostTensor.zeros(TensorSpec.of(DType.FLOAT64, sizes));
                part.asDoubleBuffer().get(doubles.doubles());
                return doubles;
            case "I64":
                HostTensor longs = HostTensor.zeros(TensorSpec.of(DType.INT64, sizes));
                part.asLongBuffer().get(longs.longs());
                return longs;
            default:
                throw new IllegalArgumentException("unexpected type " + description.get("dtype"));
        }
    }

    static int[] integers(Object list) {
        return ((List<?>) list).stream().mapToInt(n -> ((Number) n).intValue()).toArray();
    }
}
