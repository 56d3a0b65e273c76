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
import dev.cortado.backend.opencl.kernel.ElementBits;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A chain as a table for the kernel {@code steps}, which needs not be compiled for it. */
final class StepProgram {

    /** How many values a program may have. */
    static final int REGISTERS = 32;

    private final ElementwiseChain chain;
    private final List<TensorSpec> values;
    private final DType dtype;
    private final StepSet steps;
    private final int[] registers;
    private final List<Integer> code = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private int used;
    private boolean fits = true;

    private StepProgram(ElementwiseChain chain, List<TensorSpec> values, DType dtype, StepSet steps) {
        this.chain = chain;
        this.values = values;
        this.dtype = dtype;
        this.steps = steps;
        this.registers = new int[values.size()];
        Arrays.fill(registers, -1);
        for (int i = 0; i < chain.steps().size() && fits; i++) {
            step(chain.steps().get(i), chain.operands() + i);
        }
        for (int i = 0; i < chain.results().size() && fits; i++) {
            int value = chain.results().get(i).value();
            int register = value < chain.operands() ? value(value) : registers[value];
            emit(StepSet.store(values.get(value).dtype()), chain.operands() + i, register, 0, 0);
        }
    }

    /** Writes a chain for the steps of a type; empty if they do not do. */
    static Optional<StepProgram> of(ElementwiseChain chain, List<TensorSpec> values, DType dtype, StepSet steps) {
        if (chain.operands() + chain.results().size() > StepSet.TENSORS) {
            return Optional.empty();
        }
        StepProgram program = new StepProgram(chain, values, dtype, steps);
        return program.fits && program.used <= REGISTERS ? Optional.of(program) : Optional.empty();
    }

    int count() {
        return code.size() / 5;
    }

    List<Integer> code() {
        return code;
    }

    /** Returns the numbers, as two ints each. */
    List<Integer> numbers() {
        List<Integer> halves = new ArrayList<>();
        boolean littleEnd = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        for (long number : numbers.isEmpty() ? List.of(0L) : numbers) {
            int low = (int) number;
            int high = (int) (number >>> 32);
            halves.add(littleEnd ? low : high);
            halves.add(littleEnd ? high : low);
        }
        return halves;
    }

    private int emit(String name, int result, int a, int b, int c) {
        int number = steps.number(name);
        fits &= number >= 0;
        code.addAll(List.of(number, result, a, b, c));
        return result;
    }

    private int compute(String name, int a, int b, int c) {
        return emit(name, used++, a, b, c);
    }

    private int fill(double number) {
        numbers.add(ElementBits.of(dtype, number));
        return compute("fill", numbers.size() - 1, 0, 0);
    }

    private int load(int operand, int size, int inner) {
        return compute(StepSet.load(values.get(operand).dtype()), operand, size, inner);
    }

    private boolean isOwn(DType other) {
        return other == dtype || other == DType.BOOL;
    }

    /** Returns the register of a value that steps of the type can take; an operand is read before it is first used. */
    private int value(int number) {
        fits &= isOwn(values.get(number).dtype());
        if (registers[number] < 0) {
            registers[number] = load(number, 0, 0);
        }
        return registers[number];
    }

    private void step(ElementwiseChain.Step step, int result) {
        Op op = step.op();
        int first = step.arguments().get(0);
        if (op instanceof Broadcast broadcast) {
            Repetition repetition =
                    Repetition.of(broadcast, values.get(first).shape()).orElseThrow();
            fits &= isOwn(values.get(first).dtype());
            registers[result] = load(first, repetition.size(), repetition.inner());
        } else if (op instanceof Cast) {
            registers[result] = cast(first, values.get(result).dtype());
        } else if (op instanceof Dropout dropout) {
            int bits = step.arguments().get(1);
            fits &= bits < chain.operands();
            int kept = compute("kept", bits, dropout.threshold(), 0);
            registers[result] = compute("dropout", kept, value(first), fill(1 / (1 - dropout.rate())));
        } else {
            List<Integer> x = step.arguments().stream().map(this::value).toList();
            registers[result] = compute(op, x);
        }
    }

    /** Foreign operands are converted while they are read, foreign results while they are written. */
    private int cast(int number, DType to) {
        DType from = values.get(number).dtype();
        if (isOwn(from)) {
            return to == DType.BOOL && from != DType.BOOL ? compute("true", value(number), 0, 0) : value(number);
        }
        fits &= number < chain.operands() && to == dtype;
        return load(number, 0, 0);
    }

    private int compute(Op op, List<Integer> x) {
        if (op instanceof Unary unary) {
            return compute(StepSet.name(unary.kind()), x.get(0), 0, 0);
        }
        if (op instanceof Binary binary) {
            return compute(StepSet.name(binary.kind()), x.get(0), x.get(1), 0);
        }
        if (op instanceof ScalarBinary scalar) {
            int number = fill(scalar.number());
            return scalar.numberFirst()
                    ? compute(StepSet.name(scalar.kind()), number, x.get(0), 0)
                    : compute(StepSet.name(scalar.kind()), x.get(0), number, 0);
        }
        if (op instanceof Select) {
            return compute("select", x.get(0), x.get(1), x.get(2));
        }
        if (op instanceof Relu) {
            return compute(StepSet.name(Binary.Kind.MAXIMUM), x.get(0), fill(0), 0);
        }
        if (op instanceof LeakyRelu leaky) {
            return compute("leaky", x.get(0), fill(leaky.slope()), 0);
        }
        if (op instanceof RectifierGradient rectifier) {
            return rectifier.slope() == 0
                    ? compute("rectified", x.get(0), x.get(1), 0)
                    : compute("rectified leaky", x.get(0), x.get(1), fill(rectifier.slope()));
        }
        fits &= op instanceof Sigmoid;
        return compute("sigmoid", x.get(0), 0, 0);
    }
}
