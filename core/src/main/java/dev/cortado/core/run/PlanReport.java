package dev.cortado.core.run;

import dev.cortado.api.Cost;
import dev.cortado.api.graph.Origin;
import java.util.List;
import java.util.Optional;

/**
 * How a program runs: every kernel in order, and the memory that it needs.
 *
 * @param rows the kernels in the order in which they run
 * @param arenaBytes memory shared by all intermediate results
 * @param unplannedBytes what they would take without sharing
 */
public record PlanReport(List<Row> rows, long arenaBytes, long unplannedBytes) {

    /** Creates a report. */
    public PlanReport {
        rows = List.copyOf(rows);
    }

    /**
     * One kernel.
     *
     * @param op name of the operation
     * @param origin the layer and stage that it comes from
     * @param kernel what the backend calls it
     * @param partOf the operation of whose decomposition it is a part; empty if the backend runs the operation itself
     * @param result specs of the results, for people
     * @param cost what it costs
     */
    public record Row(String op, Origin origin, String kernel, Optional<String> partOf, String result, Cost cost) {}
}
