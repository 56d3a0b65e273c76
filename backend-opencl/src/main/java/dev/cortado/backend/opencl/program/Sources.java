package dev.cortado.backend.opencl.program;

import dev.cortado.api.DType;
import dev.cortado.backend.opencl.device.Family;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Puts together the text of a program: macros for family and types, common functions, kernels. */
public final class Sources {

    private static final Map<String, String> FILES = new ConcurrentHashMap<>();

    private Sources() {}

    /**
     * Returns the text of a program.
     *
     * @param file the name of the file with the kernels, without its ending
     * @param family the kind of device
     * @param dtype the type that the kernels call T
     * @param macros further macros, one per line
     */
    public static String of(String file, Family family, DType dtype, String... macros) {
        return compose(file(file), family, dtype, macros);
    }

    /** Returns the text of a program for processors, with kernels of several files on vectors of 512 bits. */
    public static String vectors(List<String> files, Family family, DType dtype, String... macros) {
        StringBuilder kernels = new StringBuilder(file("vectors"));
        files.forEach(name -> kernels.append(file(name)));
        return compose(kernels.toString(), family, dtype, macros);
    }

    /** Returns the text of a program whose kernels are given as text. */
    public static String compose(String kernels, Family family, DType dtype, String... macros) {
        StringBuilder text = new StringBuilder();
        text.append("#define ").append(family).append("_FAMILY\n");
        if (dtype == DType.FLOAT64) {
            text.append("#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n");
        }
        text.append("#define T ").append(typeName(dtype)).append('\n');
        text.append(dtype.isFloating() ? "#define FLOATING\n" : "");
        text.append("#define TYPE_").append(dtype).append('\n');
        for (String macro : macros) {
            text.append("#define ").append(macro).append('\n');
        }
        return text.append(file("common")).append(kernels).toString();
    }

    /** Returns what OpenCL C calls a type. */
    public static String typeName(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            case INT32 -> "int";
            case INT64 -> "long";
            case UINT8, BOOL -> "uchar";
        };
    }

    /** Returns the integer type of a size, for moving elements of any type. */
    public static DType carrier(DType dtype) {
        return switch (dtype.bytes()) {
            case 8 -> DType.INT64;
            case 4 -> DType.INT32;
            default -> DType.UINT8;
        };
    }

    private static String file(String name) {
        return FILES.computeIfAbsent(name, Sources::read);
    }

    private static String read(String name) {
        String path = "/dev/cortado/backend/opencl/" + name + ".cl";
        try (InputStream stream = Sources.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
