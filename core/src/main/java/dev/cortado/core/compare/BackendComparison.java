package dev.cortado.core.compare;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.core.NetworkTraces;
import dev.cortado.core.Session;
import dev.cortado.core.optimize.CommonSubexpressions;
import dev.cortado.core.optimize.DeadCode;
import dev.cortado.core.optimize.Identities;
import dev.cortado.core.run.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares two backends on the training of one network: the same weights, batches and random words.
 *
 * <pre>{@code
 * ComparisonReport report = new BackendComparison(network, loss, optimizer, 0.001).run(onCpu, onGpu, batches, 20);
 * report.guilty().ifPresent(op -> System.out.println(op.op() + " in " + op.origin()));
 * }</pre>
 */
public final class BackendComparison {

    private final Layer network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final double learningRate;

    /** Creates a comparison of one network's training. */
    public BackendComparison(Layer network, Loss loss, Optimizer optimizer, double learningRate) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
        this.learningRate = learningRate;
    }

    /**
     * Runs one step operation by operation on both backends, then some steps as they are really run.
     *
     * @param a a fresh session on the backend that is trusted; its weights count, and are changed by the steps
     * @param b a fresh session on the other backend, with the same seed and floating type
     * @param batches batches of one shape, of which the first is looked at in detail; used again when there are more steps
     * @param steps how many steps are trained, 0 for none
     */
    public ComparisonReport run(Session a, Session b, List<Batch> batches, int steps) {
        if (batches.isEmpty() || a.floatType() != b.floatType() || a.seed() != b.seed()) {
            throw new IllegalArgumentException(
                    "a comparison takes a batch, and sessions of one floating type and seed");
        }
        TensorSpec input = batches.get(0).input().spec();
        Program onA = a.training(network, loss, optimizer, input);
        Program onB = b.training(network, loss, optimizer, input);
        boolean equal = true;
        for (Variable variable : a.variables().list()) {
            HostTensor value = a.variables().get(variable.path());
            equal &= value.equals(b.variables().get(variable.path()));
            b.variables().set(variable.path(), value);
        }
        List<ComparisonReport.OpRow> ops = opByOp(a, b, batches.get(0));
        List<ComparisonReport.LossRow> losses = losses(onA, onB, a.seed(), batches, steps);
        return new ComparisonReport(a.backend().name(), b.backend().name(), ops, losses, equal);
    }

    private List<ComparisonReport.OpRow> opByOp(Session a, Session b, Batch batch) {
        Graph traced = new NetworkTraces(a.floatType(), variables -> {})
                .training(network, loss, optimizer, batch.input().spec());
        Graph graph = new DeadCode()
                .apply(new CommonSubexpressions().apply(new Identities().apply(new DeadCode().apply(traced))));
        OpByOp both = new OpByOp(a.backend(), b.backend());
        for (Graph.Input each : graph.inputs()) {
            both.enter(each.value(), input(each, a.seed(), batch));
        }
        for (Graph.Read read : graph.variables()) {
            both.enter(read.value(), a.variables().get(read.variable().path()));
        }
        return both.run(graph);
    }

    private HostTensor input(Graph.Input input, long seed, Batch batch) {
        switch (input.name()) {
            case "input":
                return batch.input();
            case "target":
                return batch.target();
            case "learning_rate":
                return HostTensor.filled(input.value().spec(), learningRate);
            case "step":
                return HostTensor.filled(input.value().spec(), 1);
            case "key":
                HostTensor key = HostTensor.zeros(input.value().spec());
                key.longs()[0] = key(seed, 1);
                return key;
            default:
                throw new CortadoException(
                        CortadoException.Category.PLUGIN,
                        "unknown-input",
                        input.name(),
                        "a comparison does not know what to pass for this input",
                        "use a network and a loss without further inputs",
                        null);
        }
    }

    private List<ComparisonReport.LossRow> losses(Program a, Program b, long seed, List<Batch> batches, int steps) {
        List<ComparisonReport.LossRow> rows = new ArrayList<>();
        boolean finite = true;
        for (int step = 1; step <= steps && finite; step++) {
            Batch batch = batches.get((step - 1) % batches.size());
            boolean fineOnA = step(a, seed, step, batch);
            double lossOnA = a.output("loss").scalar();
            boolean fineOnB = step(b, seed, step, batch);
            rows.add(
                    new ComparisonReport.LossRow(step, lossOnA, b.output("loss").scalar()));
            finite = fineOnA && fineOnB;
        }
        return rows;
    }

    /** Trains one step of a program that a session made; false if it diverged. */
    private boolean step(Program program, long seed, int step, Batch batch) {
        program.input("input").set(batch.input());
        program.input("target").set(batch.target());
        program.input("learning_rate").set(learningRate);
        program.input("step").set((double) step);
        program.input("key").set(key(seed, step));
        return program.run();
    }

    private static long key(long seed, int step) {
        return RandomKey.of(seed).derive("step").derive(step).value();
    }
}
