package dev.cortado.core.plan;

import dev.cortado.api.DType;
import dev.cortado.api.graph.Variable;

/** Where a value of a program lies. */
public sealed interface Storage {

    /**
     * In the memory that programs share.
     *
     * @param dtype which arena
     * @param offset index of the first element
     */
    record Arena(DType dtype, long offset) implements Storage {}

    /**
     * In memory that belongs to one program and keeps its content between runs.
     *
     * @param index which of the program's kept tensors
     */
    record Kept(int index) implements Storage {}

    /**
     * In a variable.
     *
     * @param variable the variable
     */
    record State(Variable variable) implements Storage {}

    /**
     * In the buffer of an input.
     *
     * @param name the input
     */
    record Input(String name) implements Storage {}

    /**
     * In a constant's buffer.
     *
     * @param index index of the node that defines it in the schedule's graph
     */
    record Literal(int index) implements Storage {}
}
