package dev.cortado.backend.opencl.kernel.elementwise;

import dev.cortado.api.DType;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Unary;
import dev.cortado.backend.opencl.program.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The steps that the kernel {@code steps} of a type knows, and its text.
 *
 * <p>Operands and results may have other types, which are converted where they are read and written. Truth values are 0 and 1
 * of the type.
 */
final class StepSet {

    /** How many operands and results a chain may have. */
    static final int TENSORS = 12;

    /** How many elements a processor takes through a step at once. */
    static final int BLOCK = 64;

    private final DType dtype;
    private final List<String> names = new ArrayList<>();
    private final StringBuilder cases = new StringBuilder();

    StepSet(DType dtype) {
        this.dtype = dtype;
        for (DType other : List.of(DType.UINT8, DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64)) {
            if (dtype.isFloating() || !other.isFloating()) {
                String type = Sources.typeName(other);
                add(load(other), "LOAD_" + type);
                add(store(other), "STORE_" + type + "(" + Expressions.cast(dtype, other, "a[l]") + ")");
            }
        }
        if (dtype.isFloating()) {
            add("fill", "FILL(" + (dtype == DType.FLOAT64 ? "as_double(bits)" : "as_float((int) bits)") + ")");
            fractions();
        } else {
            add("fill", "FILL((T) bits)");
        }
        for (Unary.Kind kind : Unary.Kind.values()) {
            if (knows(kind)) {
                compute(name(kind), Expressions.unary(kind, dtype, "a[l]"));
            }
        }
        for (Binary.Kind kind : Binary.Kind.values()) {
            if (kind.isLogic()) {
                compute(name(kind), Expressions.binary(kind, DType.BOOL, "(uchar) a[l]", "(uchar) b[l]"));
            } else if (kind != Binary.Kind.POWER || dtype.isFloating()) {
                compute(name(kind), Expressions.binary(kind, dtype, "a[l]", "b[l]"));
            }
        }
        compute("true", "a[l] != 0");
        compute("select", "a[l] != 0 ? b[l] : c[l]");
    }

    private void fractions() {
        add("kept", "KEPT");
        compute("dropout", "a[l] != 0 ? b[l] * c[l] : (T) 0");
        compute("leaky", "a[l] > 0 ? a[l] : a[l] * b[l]");
        compute("rectified", "a[l] > 0 ? b[l] : (T) 0");
        compute("rectified leaky", "a[l] > 0 ? b[l] : b[l] * c[l]");
        compute("sigmoid", "(T) 1 / (exp(-a[l]) + (T) 1)");
    }

    private boolean knows(Unary.Kind kind) {
        return switch (kind) {
            case NOT -> true;
            case NEGATE, ABS, SIGN -> dtype != DType.UINT8;
            default -> dtype.isFloating();
        };
    }

    static String name(Enum<?> kind) {
        return kind.name();
    }

    static String load(DType dtype) {
        return "load " + Sources.typeName(dtype);
    }

    static String store(DType dtype) {
        return "store " + Sources.typeName(dtype);
    }

    private void compute(String name, String expression) {
        add(name, "COMPUTE(" + expression + ")");
    }

    private void add(String name, String statement) {
        cases.append("case ")
                .append(names.size())
                .append(": ")
                .append(statement)
                .append(" break; ");
        names.add(name);
    }

    /** Returns the number of a step; -1 if there is none of this name. */
    int number(String name) {
        return names.indexOf(name);
    }

    /** Returns macros for the file {@code steps}. */
    List<String> macros() {
        return List.of(
                "TENSORS " + TENSORS,
                "WIDTH " + BLOCK,
                "REGISTERS " + StepProgram.REGISTERS,
                "PARAMETERS " + parameters("global uchar *t%1$d, int o%1$d"),
                "POINTERS " + parameters("t%d"),
                "OFFSETS " + parameters("o%d"),
                "CASES " + cases);
    }

    private static String parameters(String pattern) {
        return IntStream.range(0, TENSORS).mapToObj(pattern::formatted).collect(Collectors.joining(", "));
    }
}
