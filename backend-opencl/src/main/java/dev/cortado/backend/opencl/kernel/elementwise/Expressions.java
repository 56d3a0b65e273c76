package dev.cortado.backend.opencl.kernel.elementwise;

import dev.cortado.api.DType;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Unary;
import dev.cortado.backend.opencl.program.Sources;

/** Writes elementwise functions as expressions of OpenCL C; common.cl holds what has no operator. */
final class Expressions {

    private Expressions() {}

    static String unary(Unary.Kind kind, DType dtype, String x) {
        return switch (kind) {
            case NEGATE -> dtype.isFloating() ? "-" + x : wrapped(dtype, "0 - " + unsigned(dtype, x));
            case ABS ->
                dtype.isFloating()
                        ? "fabs(" + x + ")"
                        : x + " < 0 ? " + wrapped(dtype, "0 - " + unsigned(dtype, x)) + " : " + x;
            case SIGN -> dtype.isFloating() ? call("sign", dtype, x) : "(" + x + " > 0) - (" + x + " < 0)";
            case EXP -> "exp(" + x + ")";
            case LOG -> "log(" + x + ")";
            case SQRT -> "sqrt(" + x + ")";
            case TANH -> "tanh(" + x + ")";
            case ERF -> "erf(" + x + ")";
            case FLOOR -> "floor(" + x + ")";
            case ROUND -> "rint(" + x + ")";
            case NOT -> "1 - " + x;
        };
    }

    static String binary(Binary.Kind kind, DType dtype, String a, String b) {
        boolean floating = dtype.isFloating();
        return switch (kind) {
            case ADD -> floating ? a + " + " + b : call("sum", dtype, a, b);
            case SUBTRACT -> floating ? a + " - " + b : wrapped(dtype, unsigned(dtype, a) + " - " + unsigned(dtype, b));
            case MULTIPLY -> floating ? a + " * " + b : call("product", dtype, a, b);
            case DIVIDE -> floating ? a + " / " + b : call("quotient", dtype, a, b);
            case POWER -> call("power", dtype, a, b);
            case MAXIMUM -> floating ? call("larger", dtype, a, b) : "max(" + a + ", " + b + ")";
            case MINIMUM -> floating ? call("smaller", dtype, a, b) : "min(" + a + ", " + b + ")";
            case EQUAL -> a + " == " + b;
            case NOT_EQUAL -> a + " != " + b;
            case LESS -> a + " < " + b;
            case LESS_EQUAL -> a + " <= " + b;
            case GREATER -> a + " > " + b;
            case GREATER_EQUAL -> a + " >= " + b;
            case AND -> a + " & " + b;
            case OR -> a + " | " + b;
            case XOR -> a + " ^ " + b;
        };
    }

    /** Writes a conversion as Java does it. */
    static String cast(DType from, DType to, String x) {
        if (to == DType.BOOL) {
            return x + " != 0";
        }
        String name = Sources.typeName(to);
        if (!from.isFloating() || to.isFloating()) {
            return "(" + name + ") " + x;
        }
        return to == DType.INT64 ? call("long_of", from, x) : "(" + name + ") " + call("int_of", from, x);
    }

    private static String call(String function, DType dtype, String... arguments) {
        return function + "_" + Sources.typeName(dtype) + "(" + String.join(", ", arguments) + ")";
    }

    private static String unsigned(DType dtype, String x) {
        return "(" + (dtype == DType.INT64 ? "ulong" : "uint") + ") " + x;
    }

    private static String wrapped(DType dtype, String expression) {
        return "(" + Sources.typeName(dtype) + ") (" + expression + ")";
    }
}
