package dev.cortado.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

    @TempDir
    Path folder;

    private static Map<String, HostTensor> everyType() {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        tensors.put("bytes", HostTensor.of(TensorSpec.of(DType.UINT8, 3), new byte[] {0, -1, 7}));
        tensors.put("f32", HostTensor.of(new float[] {1, -0f, Float.NaN, Float.POSITIVE_INFINITY, 1e-45f, 3}, 2, 3));
        tensors.put("f64", HostTensor.of(new double[] {Math.PI}));
        tensors.put("i32", HostTensor.of(new int[] {Integer.MIN_VALUE}, 1, 1));
        tensors.put("i64", HostTensor.of(new long[] {Long.MAX_VALUE, -1}, 2));
        tensors.put("truth \u00e9", HostTensor.of(TensorSpec.of(DType.BOOL, 1), new byte[] {1}));
        tensors.put("empty", HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 0, 4)));
        // more than one chunk, and not a multiple of it
        float[] large = new float[TensorBytes.CHUNK / 4 * 2 + 207];
        for (int i = 0; i < large.length; i++) {
            large[i] = i * 0.5f;
        }
        tensors.put("large", HostTensor.of(large, large.length));
        return tensors;
    }

    @Test
    void readsBackWhatItWrites() {
        Path file = folder.resolve("all.safetensors");
        SafetensorsFile.write(file, everyType(), Map.of("a", "text \u00e9"));
        SafetensorsFile read = SafetensorsFile.read(file);
        assertThat(read.tensors()).isEqualTo(everyType());
        assertThat(read.metadata()).containsExactly(Map.entry("a", "text \u00e9"));
        assertThat(SafetensorsFile.readMetadata(file)).isEqualTo(read.metadata());
    }

    @Test
    void writesEqualBytesAndAlignsData() throws IOException {
        Path first = folder.resolve("1");
        Path second = folder.resolve("2");
        SafetensorsFile.write(first, everyType(), Map.of("k", "v"));
        SafetensorsFile.write(second, everyType(), Map.of("k", "v"));
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        byte[] bytes = Files.readAllBytes(first);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                .isZero();
        assertThat(SafetensorsFile.read(first).tensors().keySet())
                .containsExactly("f64", "i64", "f32", "i32", "empty", "large", "bytes", "truth \u00e9");
    }

    @Test
    void writesNoTensorsAtAll() {
        Path file = folder.resolve("none");
        SafetensorsFile.write(file, Map.of(), Map.of());
        assertThat(SafetensorsFile.read(file).tensors()).isEmpty();
    }

    /** The bytes that the format's documentation describes, written by hand. */
    @Test
    void readsAFileOfAnotherWriter() throws IOException {
        String header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[4,12]},"
                + "\"a\":{\"dtype\":\"I32\",\"shape\":[],\"data_offsets\":[0,4]},\"__metadata__\":{\"format\":\"pt\"}}  ";
        Path file = raw(header, new byte[] {5, 0, 0, 0, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0});
        SafetensorsFile read = SafetensorsFile.read(file);
        assertThat(read.tensors().get("a")).isEqualTo(HostTensor.of(new int[] {5}));
        assertThat(read.tensors().get("b")).isEqualTo(HostTensor.of(new float[] {1, -2}, 1, 2));
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        Path file = folder.resolve("whole");
        Map<String, HostTensor> tensors = Map.of("w", HostTensor.of(new float[] {1, 2, 3}, 3));
        SafetensorsFile.write(file, tensors, Map.of());
        byte[] whole = Files.readAllBytes(file);
        Path cut = folder.resolve("cut");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SafetensorsFile.read(cut))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOfSatisfying(
                            CortadoException.class, e -> assertThat(e.code()).isEqualTo("safetensors-damaged"))
                    .hasMessageStartingWith(cut.toString())
                    .hasMessageContaining("get the file again");
        }
        Files.write(cut, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> SafetensorsFile.read(cut)).hasMessageContaining("13 follow the header");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "F32|[2]|[0,4]|has 4 bytes",
                "F32|[1]|[4,8]|go from 4 to 8",
                "F32|[0]|[-4,-4]|go from -4",
                "F32|[-1]|[0,4]|shape",
                "F32|[65536,65536]|[0,4]|shape",
                "F32|[4294967297]|[0,4]|shape",
                "F32|[9223372036854775807,9223372036854775807]|[0,4]|shape",
                "F32|[1.5]|[0,4]|shape",
                "F32|[null]|[0,4]|shape",
                "F32|3|[0,4]|shape",
                "F32|[1]|[0]|offsets",
                "F32|[1]|[0,9223372036854775807]|go from 0",
                "F32|[1]|{}|offsets",
                "BF16|[2]|[0,4]|not among",
                "7|[1]|[0,4]|not among",
                "BOOL|[4]|[0,4]|truth value"
            })
    void refusesHostileHeaders(String dtype, String shape, String offsets, String expected) throws IOException {
        Path file = raw(
                "{\"w\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}",
                new byte[] {9, 9, 9, 9});
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]   ",
                "{\"a\":1}",
                "{\"__metadata__\":{\"a\":1}}",
                "{\"__metadata__\":{\"a\":null}}",
                "{\"a\":{},\"a\":{}}",
                "{\"a\":{}}",
                "no json"
            })
    void refusesOtherJson(String header) throws IOException {
        Path file = raw(header, new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith(file.toString());
    }

    @Test
    void refusesOverlapsAndGaps() throws IOException {
        String entry = "{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[%d,%d]}";
        Path overlap = raw("{\"a\":" + entry.formatted(0, 2) + ",\"b\":" + entry.formatted(1, 3) + "}", new byte[3]);
        assertThatThrownBy(() -> SafetensorsFile.read(overlap)).hasMessageContaining("'b' begin at 1 instead of 2");
        Path gap = raw("{\"a\":" + entry.formatted(0, 2) + ",\"b\":" + entry.formatted(3, 5) + "}", new byte[5]);
        assertThatThrownBy(() -> SafetensorsFile.read(gap)).hasMessageContaining("'b' begin at 3 instead of 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 1_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE, 99_999_999})
    void refusesHeaderLengthsBeforeTakingMemory(long length) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Path file = Files.write(folder.resolve("length"), bytes.array());
        assertThatThrownBy(() -> SafetensorsFile.read(file)).hasMessageContaining("announce a header of");
    }

    @Test
    void refusesAbsentFilesAndFolders() {
        assertThatThrownBy(() -> SafetensorsFile.read(folder.resolve("absent")))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.code()).isEqualTo("file-not-found"));
        assertThatThrownBy(() -> SafetensorsFile.read(folder)).hasMessageContaining("folder");
    }

    @Test
    void refusesTheReservedName() {
        assertThatThrownBy(() -> SafetensorsFile.write(
                        folder.resolve("x"), Map.of("__metadata__", HostTensor.of(new float[1], 1)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Path raw(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(Files.createTempFile(folder, "raw", ".safetensors"), bytes.array());
    }
}
