package dev.cortado.core.plan;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.op.Constant;
import dev.cortado.core.lower.LoweredGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides where every value of a graph lies.
 *
 * <p>Results of nodes share one arena by their lifetimes. A result takes the memory of an operand where the kernel allows
 * it and nobody needs the operand afterwards. A new value of a variable is written straight into the variable when the last
 * reader of the old one came earlier, or is the very node with that right; otherwise it is copied at the end.
 */
public final class MemoryPlanner {

    private final Graph graph;
    private final Map<Node, OpKernel> kernels;
    private final Lifetimes lifetimes;
    private final Map<Value, Storage> fixed = new HashMap<>();
    private final Map<Value, Variable> oldValues = new HashMap<>();
    private final Map<Value, Region> regions = new LinkedHashMap<>();
    private final List<List<Region>> workspaces = new ArrayList<>();
    private final List<TensorSpec> kept = new ArrayList<>();
    private final Map<Integer, List<Storage>> keptWorkspaces = new HashMap<>();

    private MemoryPlanner(LoweredGraph lowered) {
        this.graph = lowered.graph();
        this.kernels = lowered.kernels();
        this.lifetimes = new Lifetimes(graph);
    }

    /**
     * Plans a lowered graph.
     *
     * @param alignment to how many bytes the start of each region is aligned
     */
    public static MemoryPlan plan(LoweredGraph lowered, int alignment) {
        return new MemoryPlanner(lowered).plan(alignment);
    }

    private MemoryPlan plan(int alignment) {
        placeGivenValues();
        placeUpdatesInVariables();
        long unplanned = assignRegions();
        List<Region> all = new ArrayList<>(regions.values().stream().distinct().toList());
        workspaces.forEach(all::addAll);
        Map<Value, Region> stages = stagingRegions();
        all.addAll(stages.values());
        ArenaLayout layout = new ArenaLayout(alignment);
        layout.place(all);

        Map<Value, Storage> places = new HashMap<>(fixed);
        regions.forEach((value, region) -> places.put(value, arena(region)));
        for (Node node : graph.nodes()) {
            node.outputs().forEach(value -> places.put(value, places.get(lifetimes.root(value))));
        }
        List<MemoryPlan.Stage> staged = new ArrayList<>();
        stages.forEach(
                (value, region) -> staged.add(new MemoryPlan.Stage(places.get(value), arena(region), value.spec())));
        return new MemoryPlan(
                lifetimes.schedule(),
                lifetimes.guarded(),
                places,
                placeWorkspaces(),
                kept,
                staged,
                results(places, stages),
                stores(places, stages),
                layout.sizes(),
                unplanned);
    }

    private List<List<Storage>> placeWorkspaces() {
        List<List<Storage>> placed = new ArrayList<>();
        for (int position = 0; position < workspaces.size(); position++) {
            List<Storage> regions = workspaces.get(position).stream()
                    .<Storage>map(MemoryPlanner::arena)
                    .toList();
            placed.add(keptWorkspaces.getOrDefault(position, regions));
        }
        return placed;
    }

    private static Storage.Arena arena(Region region) {
        return new Storage.Arena(region.dtype, region.offset);
    }

    private void placeGivenValues() {
        graph.inputs().forEach(input -> fixed.put(input.value(), new Storage.Input(input.name())));
        for (Graph.Read read : graph.variables()) {
            fixed.put(read.value(), new Storage.State(read.variable()));
            oldValues.put(read.value(), read.variable());
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (graph.nodes().get(i).op() instanceof Constant) {
                fixed.put(graph.nodes().get(i).outputs().get(0), new Storage.Literal(i));
            }
        }
    }

    private void placeUpdatesInVariables() {
        Map<Value, Integer> positions = new HashMap<>();
        for (int position = 0; position < lifetimes.schedule().size(); position++) {
            for (Value output : lifetimes.schedule().get(position).outputs()) {
                positions.put(output, position);
            }
        }
        Map<Variable, Value> old = new HashMap<>();
        oldValues.forEach((value, variable) -> old.put(variable, value));
        for (Graph.Update update : graph.updates()) {
            Value root = lifetimes.root(update.value());
            Integer position = positions.get(root);
            boolean free = position != null
                    && !fixed.containsKey(root)
                    && (graph.guard().isEmpty() || position >= lifetimes.guarded())
                    && graph.outputs().stream()
                            .noneMatch(output -> lifetimes.root(output.value()).equals(root));
            if (free && oldIsDone(old.get(update.variable()), root, position)) {
                fixed.put(root, new Storage.State(update.variable()));
            }
        }
    }

    /** Tells whether nobody needs a variable's old value once the node at {@code position} writes the new one. */
    private boolean oldIsDone(Value old, Value next, int position) {
        if (old == null || lifetimes.lastUse(old) < position) {
            return true;
        }
        return lifetimes.lastUse(old) == position
                && mayOverwrite(lifetimes.schedule().get(position), next, old);
    }

    private boolean mayOverwrite(Node node, Value output, Value operandRoot) {
        int operand = kernels.get(node).inPlace(node.outputs().indexOf(output));
        return operand >= 0
                && lifetimes.root(node.inputs().get(operand)).equals(operandRoot)
                && lifetimes.readsBy(node, operandRoot) == 1;
    }

    /** Gives every result that has no fixed place a region, and returns the bytes of all results together. */
    private long assignRegions() {
        long bytes = 0;
        for (int position = 0; position < lifetimes.schedule().size(); position++) {
            Node node = lifetimes.schedule().get(position);
            List<Region> taken = new ArrayList<>();
            for (Value output : node.outputs()) {
                bytes += output.spec().bytes();
                if (fixed.containsKey(output)) {
                    continue;
                }
                int last = Math.max(position, lifetimes.lastUse(output));
                Region reused = reusable(node, output, position);
                if (reused != null && !taken.contains(reused)) {
                    reused.last = last;
                    taken.add(reused);
                    regions.put(output, reused);
                } else {
                    TensorSpec spec = output.spec();
                    regions.put(output, new Region(spec.dtype(), spec.elements(), position, last));
                }
            }
            workspaces.add(workspace(node, position));
        }
        return bytes;
    }

    private List<Region> workspace(Node node, int position) {
        OpKernel kernel = kernels.get(node);
        if (isPrepared(node, kernel)) {
            List<Storage> places = new ArrayList<>();
            for (TensorSpec spec : kernel.workspace()) {
                places.add(new Storage.Kept(kept.size()));
                kept.add(spec);
            }
            keptWorkspaces.put(position, places);
            return List.of();
        }
        return kernel.workspace().stream()
                .map(spec -> new Region(spec.dtype(), spec.elements(), position, position))
                .toList();
    }

    /** Tells whether what a kernel makes of certain operands stays true from run to run. */
    private boolean isPrepared(Node node, OpKernel kernel) {
        return graph.updates().isEmpty()
                && !kernel.preparedFrom().isEmpty()
                && kernel.preparedFrom().stream()
                        .map(operand -> fixed.get(lifetimes.root(node.inputs().get(operand))))
                        .allMatch(place -> place instanceof Storage.State || place instanceof Storage.Literal);
    }

    private Region reusable(Node node, Value output, int position) {
        int operand = kernels.get(node).inPlace(node.outputs().indexOf(output));
        if (operand < 0) {
            return null;
        }
        Value root = lifetimes.root(node.inputs().get(operand));
        Region region = regions.get(root);
        boolean fits = region != null
                && region.last == position
                && region.dtype == output.spec().dtype()
                && region.elements == output.spec().elements()
                && mayOverwrite(node, output, root);
        return fits ? region : null;
    }

    /** Returns room for old values that are results, or become the new values of other variables. */
    private Map<Value, Region> stagingRegions() {
        Map<Value, Region> stages = new LinkedHashMap<>();
        for (Graph.Update update : graph.updates()) {
            Value root = lifetimes.root(update.value());
            Variable source = oldValues.get(root);
            if (source != null && !source.equals(update.variable())) {
                stages.computeIfAbsent(root, this::stage);
            }
        }
        for (Graph.Output output : graph.outputs()) {
            Value root = lifetimes.root(output.value());
            Variable source = oldValues.get(root);
            if (graph.updates().stream().anyMatch(update -> update.variable().equals(source))) {
                stages.computeIfAbsent(root, this::stage);
            }
        }
        return stages;
    }

    private Region stage(Value root) {
        TensorSpec spec = root.spec();
        return new Region(spec.dtype(), spec.elements(), lifetimes.end(), lifetimes.end());
    }

    private List<Storage> results(Map<Value, Storage> places, Map<Value, Region> stages) {
        List<Storage> results = new ArrayList<>();
        for (Graph.Output output : graph.outputs()) {
            Value root = lifetimes.root(output.value());
            results.add(stages.containsKey(root) ? arena(stages.get(root)) : places.get(root));
        }
        return results;
    }

    private List<MemoryPlan.Store> stores(Map<Value, Storage> places, Map<Value, Region> stages) {
        List<MemoryPlan.Store> stores = new ArrayList<>();
        for (Graph.Update update : graph.updates()) {
            Value root = lifetimes.root(update.value());
            Storage from = stages.containsKey(root) ? arena(stages.get(root)) : places.get(root);
            if (!from.equals(new Storage.State(update.variable()))) {
                stores.add(new MemoryPlan.Store(from, update.variable()));
            }
        }
        return stores;
    }
}
