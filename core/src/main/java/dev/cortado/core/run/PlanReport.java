package dev.cortado.core.run;

import dev.cortado.api.Cost;
import dev.cortado.api.graph.Origin;
import java.util.List;
import java.util.Optional;

/**
 * How a program runs: every kernel in order, what was decomposed, and the memory that it needs.
 *
 * @param rows the kernels in the order in which they run
 * @param decompositions operations that run as parts because the backend has no kernel for them
 * @param memory what memory it needs
 * @param unplannedBytes what intermediate results would take without sharing
 */
public record PlanReport(
        List<Row> rows, List<Decomposition> decompositions, ProgramMemory memory, long unplannedBytes) {

    /** Creates a report. */
    public PlanReport {
        rows = List.copyOf(rows);
        decompositions = List.copyOf(decompositions);
    }

    /** Returns the memory shared by all intermediate results: the most that is needed at any moment of a run. */
    public long arenaBytes() {
        return memory.intermediate();
    }

    /** Returns what all kernels cost together. */
    public Cost cost() {
        return rows.stream().map(Row::cost).reduce(new Cost(0, 0), Cost::plus);
    }

    /** How a kernel comes to run. */
    public enum Status {
        /** The backend runs the operation itself. */
        NATIVE,
        /** A part of an operation that the backend does not run itself. */
        DECOMPOSED,
        /** A foreign engine runs it, and nobody can look inside. */
        OPAQUE
    }

    /**
     * One kernel.
     *
     * @param op name of the operation
     * @param origin the layer and stage that it comes from
     * @param kernel what the backend calls it
     * @param partOf the operation of whose decomposition it is a part; empty if the backend runs the operation itself
     * @param opaque whether nobody can look inside
     * @param result specs of the results, for people
     * @param cost what it costs
     */
    public record Row(
            String op,
            Origin origin,
            String kernel,
            Optional<String> partOf,
            boolean opaque,
            String result,
            Cost cost) {

        /** Returns how it comes to run. */
        public Status status() {
            return opaque ? Status.OPAQUE : partOf.isPresent() ? Status.DECOMPOSED : Status.NATIVE;
        }
    }

    /**
     * An operation that the backend has no kernel for.
     *
     * @param op name of the operation
     * @param origin the layer and stage that it comes from
     * @param parts how many operations with a kernel take its place
     */
    public record Decomposition(String op, Origin origin, int parts) {}
}
