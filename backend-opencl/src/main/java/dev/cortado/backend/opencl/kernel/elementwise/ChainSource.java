package dev.cortado.backend.opencl.kernel.elementwise;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.graph.fuse.Repetition;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Unary;
import dev.cortado.backend.opencl.kernel.Argument;
import dev.cortado.backend.opencl.program.Sources;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the kernel of a chain: one line per step, in the middle of one loop.
 *
 * <p>Numbers and sizes are arguments, so that chains which differ in them alone share a program. Where a chain repeats
 * operands, a processor walks row by row, so that the loop over a row divides nothing and fills vectors.
 */
final class ChainSource {

    private final List<TensorSpec> values;
    private final int operands;
    private final int width;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final List<String> parameters = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private final boolean[] written;
    private int numbers;

    /**
     * Writes a kernel.
     *
     * @param byRows whether to walk row by row where that is possible
     */
    ChainSource(ElementwiseChain chain, List<TensorSpec> inputs, int elements, boolean byRows) {
        this.values = chain.values(inputs);
        this.operands = chain.operands();
        this.width = byRows ? RowWidth.of(chain, values) : 0;
        this.written = new boolean[values.size()];
        List<ElementwiseChain.Result> results = chain.results();
        pointers(inputs, results);
        parameter("const int n", Argument.of(width > 0 ? elements / width : elements));
        if (width > 0) {
            parameter("const int width", Argument.of(width));
        }
        for (int i = 0; i < chain.steps().size(); i++) {
            step(chain.steps().get(i), operands + i);
        }
        for (int i = 0; i < results.size(); i++) {
            body.append("        y")
                    .append(i)
                    .append("[y")
                    .append(i)
                    .append("o + i] = ")
                    .append(value(results.get(i).value()))
                    .append(";\n");
        }
    }

    private void pointers(List<TensorSpec> inputs, List<ElementwiseChain.Result> results) {
        for (int i = 0; i < inputs.size(); i++) {
            String type = Sources.typeName(inputs.get(i).dtype());
            parameters.add("global const " + type + " *x" + i + ", int x" + i + "o");
            arguments.add(Argument.in(i));
        }
        for (int i = 0; i < results.size(); i++) {
            String type = Sources.typeName(values.get(results.get(i).value()).dtype());
            parameters.add("global " + type + " *y" + i + ", int y" + i + "o");
            arguments.add(Argument.out(i));
        }
    }

    /** Returns the kernel function. */
    String text(String entry) {
        String signature = "kernel void " + entry + "(" + String.join(", ", parameters) + ") {\n";
        if (width == 0) {
            return signature + "    EACH_INDEPENDENT(i, n) {\n" + body + "    }\n}\n";
        }
        return signature + "    EACH(row, n) {\n        const int start = row * width;\n" + head
                + "        INDEPENDENT\n        for (int i = start; i < start + width; i++) {\n" + body
                + "        }\n    }\n}\n";
    }

    /** Returns how many items the kernel walks over: elements or rows. */
    int items(int elements) {
        return width > 0 ? elements / width : elements;
    }

    List<Argument> arguments() {
        return arguments;
    }

    boolean hasDoubles() {
        return values.stream().anyMatch(spec -> spec.dtype() == DType.FLOAT64);
    }

    private void parameter(String declaration, Argument argument) {
        parameters.add(declaration);
        arguments.add(argument);
    }

    /** Returns the name of a value; an operand is read before it is first used. */
    private String value(int number) {
        if (number < operands && !written[number]) {
            declare(number, "x" + number + "[x" + number + "o + i]");
        }
        return "v" + number;
    }

    private void declare(int number, String expression) {
        written[number] = true;
        body.append("        const ")
                .append(Sources.typeName(values.get(number).dtype()))
                .append(" v")
                .append(number)
                .append(" = ")
                .append(expression)
                .append(";\n");
    }

    private String number(DType dtype, double value) {
        String name = "n" + numbers++;
        parameter("const " + Sources.typeName(dtype) + " " + name, new Argument.Number(dtype, value));
        return name;
    }

    private void step(ElementwiseChain.Step step, int result) {
        Op op = step.op();
        int first = step.arguments().get(0);
        if (op instanceof Broadcast broadcast) {
            declare(result, repeated(broadcast, first));
            return;
        }
        List<String> names = step.arguments().stream().map(this::value).toList();
        declare(result, expression(op, values.get(first).dtype(), names));
    }

    private String repeated(Broadcast broadcast, int operand) {
        Repetition repetition =
                Repetition.of(broadcast, values.get(operand).shape()).orElseThrow();
        String x = "x" + operand + "[x" + operand + "o";
        if (repetition.size() == 1) {
            return x + "]";
        }
        String size = size(repetition.size());
        if (repetition.inner() == 1) {
            return width == 0 ? x + " + i % " + size + "]" : x + " + " + hoisted("start % " + size) + " + i - start]";
        }
        String inner = size(repetition.inner());
        return width == 0
                ? x + " + i / " + inner + " % " + size + "]"
                : x + " + " + hoisted("start / " + inner + " % " + size) + "]";
    }

    private String size(int value) {
        String name = "s" + numbers++;
        parameter("const int " + name, Argument.of(value));
        return name;
    }

    /** Computes an index once per row. */
    private String hoisted(String expression) {
        String name = "r" + numbers++;
        head.append("        const int ")
                .append(name)
                .append(" = ")
                .append(expression)
                .append(";\n");
        return name;
    }

    private String expression(Op op, DType dtype, List<String> x) {
        if (op instanceof Unary unary) {
            return Expressions.unary(unary.kind(), dtype, x.get(0));
        }
        if (op instanceof Binary binary) {
            return Expressions.binary(binary.kind(), dtype, x.get(0), x.get(1));
        }
        if (op instanceof ScalarBinary scalar) {
            String number = number(dtype, scalar.number());
            return scalar.numberFirst()
                    ? Expressions.binary(scalar.kind(), dtype, number, x.get(0))
                    : Expressions.binary(scalar.kind(), dtype, x.get(0), number);
        }
        if (op instanceof Select) {
            return x.get(0) + " ? " + x.get(1) + " : " + x.get(2);
        }
        if (op instanceof Cast cast) {
            return Expressions.cast(dtype, cast.dtype(), x.get(0));
        }
        return composite(op, dtype, x);
    }

    private String composite(Op op, DType dtype, List<String> x) {
        String type = "(" + Sources.typeName(dtype) + ") ";
        if (op instanceof Relu) {
            return Expressions.binary(Binary.Kind.MAXIMUM, dtype, x.get(0), type + "0");
        }
        if (op instanceof LeakyRelu leaky) {
            return x.get(0) + " > 0 ? " + x.get(0) + " : " + x.get(0) + " * " + number(dtype, leaky.slope());
        }
        if (op instanceof RectifierGradient rectifier) {
            String below = rectifier.slope() == 0 ? type + "0" : x.get(1) + " * " + number(dtype, rectifier.slope());
            return x.get(0) + " > 0 ? " + x.get(1) + " : " + below;
        }
        if (op instanceof Sigmoid) {
            return type + "1 / (exp(-" + x.get(0) + ") + " + type + "1)";
        }
        Dropout dropout = (Dropout) op;
        String threshold = number(DType.INT32, dropout.threshold());
        String factor = number(dtype, 1 / (1 - dropout.rate()));
        return "sum_int(" + x.get(1) + ", INT_MIN) >= " + threshold + " ? " + x.get(0) + " * " + factor + " : " + type
                + "0";
    }
}
