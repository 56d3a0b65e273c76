package dev.cortado.core.plan;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.graph.Variable;
import java.util.List;
import java.util.Map;

/**
 * The schedule of a program and where everything lies while it runs.
 *
 * @param schedule the nodes in the order in which they run; constants and reshapes are left out
 * @param guarded index of the first node that must not run if the guard is not finite
 * @param places where each value lies
 * @param workspaces where the temporary tensors of each scheduled node lie
 * @param kept the temporary tensors that keep their content between runs
 * @param staged copies done first after the last node
 * @param results where each result of the graph is read from
 * @param stores copies into variables, done at the very end
 * @param arenaElements how many elements of each type the shared memory must have
 * @param unplannedBytes how much memory all results would take without reuse
 */
public record MemoryPlan(
        List<Node> schedule,
        int guarded,
        Map<Value, Storage> places,
        List<List<Storage>> workspaces,
        List<TensorSpec> kept,
        List<Stage> staged,
        List<Storage> results,
        List<Store> stores,
        Map<DType, Long> arenaElements,
        long unplannedBytes) {

    /**
     * A copy of an old value that is about to be overwritten.
     *
     * @param from where it lies
     * @param to where it is kept for a moment
     * @param spec what it is
     */
    public record Stage(Storage from, Storage.Arena to, TensorSpec spec) {}

    /**
     * A copy of a new value into its variable.
     *
     * @param from where the value lies
     * @param variable where it goes
     */
    public record Store(Storage from, Variable variable) {}

    /** Tells whether a scheduled node finds in its workspace what its last run left there. */
    public boolean keepsWorkspace(int position) {
        return workspaces.get(position).stream().anyMatch(Storage.Kept.class::isInstance);
    }

    /** Returns the bytes of the temporary tensors that keep their content between runs. */
    public long keptBytes() {
        return kept.stream().mapToLong(TensorSpec::bytes).sum();
    }

    /** Returns the bytes of the shared memory that this program needs. */
    public long arenaBytes() {
        return arenaElements.entrySet().stream()
                .mapToLong(entry -> entry.getValue() * entry.getKey().bytes())
                .sum();
    }
}
