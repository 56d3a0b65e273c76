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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts together the text of a program: macros for family and types, common functions, kernels.
 *
 * @param family the kind of device
 * @param together whether kernels of one type share a program; else each file makes its own
 */
public record Sources(Family family, boolean together) {

    private static final Map<String, String> FILES = new ConcurrentHashMap<>();
    private static final Map<String, String> PROGRAMS = new ConcurrentHashMap<>();

    /** Files that make sense for every type. */
    private static final List<String> GENERAL = List.of("structure", "lines", "reduce", "window");

    /** Files with fractions. */
    private static final List<String> FLOATING = List.of("convolution", "matmul", "normalize", "softmax");

    private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"(\\w+)\\.cl\"\\n");
    private static final Pattern MACRO = Pattern.compile("(?m)^#define (\\w+)");

    /**
     * Returns the text of a program.
     *
     * @param file the name of the file with the kernels, without its ending
     * @param dtype the type that the kernels call T
     */
    public String of(String file, DType dtype) {
        DType type = dtype == DType.BOOL ? DType.UINT8 : dtype;
        boolean shared = together && (GENERAL.contains(file) || (FLOATING.contains(file) && type.isFloating()));
        String name = shared ? "together" : file;
        return PROGRAMS.computeIfAbsent(
                family + " " + name + " " + type, key -> compose(shared ? library(type) : file(file), type));
    }

    /** Returns the text of a program with macros of its own, one per line. */
    public String with(String file, DType dtype, String... macros) {
        return PROGRAMS.computeIfAbsent(
                family + " " + file + " " + dtype + " " + String.join("\n", macros),
                key -> compose(file(file), dtype, macros));
    }

    /** Returns the text of a program for processors, with kernels on vectors of 512 bits. */
    public String vectors(String file, DType dtype, String... macros) {
        return compose(file("vectors") + file(file), dtype, macros);
    }

    /** Returns the text of a program whose kernels are given as text. */
    public String compose(String kernels, DType dtype, String... macros) {
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

    /** Returns all kernels that there are for a type; each file's macros end with it. */
    private static String library(DType dtype) {
        StringBuilder all = new StringBuilder();
        for (String name : GENERAL) {
            append(name, all);
        }
        if (dtype.isFloating()) {
            FLOATING.forEach(name -> append(name, all));
        }
        return all.toString();
    }

    private static void append(String name, StringBuilder all) {
        String text = file(name);
        all.append(text);
        MACRO.matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .forEach(macro -> all.append("#undef ").append(macro).append('\n'));
    }

    private static String file(String name) {
        String known = FILES.get(name);
        if (known == null) {
            known = INCLUDE.matcher(read(name)).replaceAll(match -> Matcher.quoteReplacement(file(match.group(1))));
            FILES.put(name, known);
        }
        return known;
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
