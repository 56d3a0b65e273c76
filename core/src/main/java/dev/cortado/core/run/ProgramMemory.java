package dev.cortado.core.run;

/**
 * The memory that a program needs on its backend, in bytes; temporary memory of a backend's threads is not counted.
 *
 * @param intermediate intermediate results and workspaces, which share memory: the most that is needed at any moment
 * @param state variables: weights, running statistics, and in training the optimizer's state
 * @param prepared what kernels made of weights and keep between runs
 * @param inputs inputs and constants
 */
public record ProgramMemory(long intermediate, long state, long prepared, long inputs) {

    /** Returns what is needed at the peak of a run. */
    public long peak() {
        return intermediate + state + prepared + inputs;
    }
}
