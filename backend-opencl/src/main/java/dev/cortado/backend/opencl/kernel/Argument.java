package dev.cortado.backend.opencl.kernel;

import dev.cortado.api.DType;
import java.util.Arrays;
import java.util.List;

/** One argument of a kernel function. */
public sealed interface Argument {

    /** An operand, passed as a pointer and the index of its first element. */
    record Input(int index) implements Argument {}

    /** A result, passed as a pointer and the index of its first element. */
    record Output(int index) implements Argument {}

    /** A temporary tensor, passed as a pointer and the index of its first element. */
    record Workspace(int index) implements Argument {}

    /** An int. */
    record Whole(int value) implements Argument {}

    /** A number of the given type. */
    record Number(DType dtype, double value) implements Argument {}

    /** The low bytes of a long, for a number whose type the kernel does not know. */
    record Bits(long value, int bytes) implements Argument {}

    /** A pointer to constant ints, such as sizes and strides. */
    record Table(List<Integer> values) implements Argument {

        /** Returns a table of the given ints. */
        public static Table of(int... values) {
            return new Table(Arrays.stream(values).boxed().toList());
        }
    }

    /** Returns an operand. */
    static Argument in(int index) {
        return new Input(index);
    }

    /** Returns a result. */
    static Argument out(int index) {
        return new Output(index);
    }

    /** Returns a temporary tensor. */
    static Argument temporary(int index) {
        return new Workspace(index);
    }

    /** Returns an int. */
    static Argument of(int value) {
        return new Whole(value);
    }
}
