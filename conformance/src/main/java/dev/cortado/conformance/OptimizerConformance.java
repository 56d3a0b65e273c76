package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import java.util.List;
import java.util.Map;

/**
 * Checks an optimizer in every respect that does not need an expected value.
 *
 * <p>{@code new OptimizerConformance(plugin.optimizers()).check(ComponentSpec.of("adam"), 0.05)}.
 */
public final class OptimizerConformance extends ComponentConformance<Optimizer> {

    private static final int STEPS = 12;
    private static final TensorSpec INPUT = TensorSpec.of(DType.FLOAT64, 3, 5);

    /** The network: a parameter of matrix shape and one of vector shape. */
    private static final Layer NETWORK = (context, x) -> {
        Tensor weight = context.parameter(
                "weight",
                Shape.of(5, 4),
                (spec, key) -> new Samples(41).distinct(spec.shape().toArray()).cast(spec.dtype()));
        Tensor bias = context.parameter("bias", Shape.of(4), Initializer.constant(0.5));
        return x.matmul(weight).add(bias);
    };

    /** Squares, which every optimizer can make smaller. */
    private static final Loss SQUARES = new Loss() {
        @Override
        public TensorSpec target(TensorSpec prediction) {
            return prediction;
        }

        @Override
        public Tensor loss(Tensor prediction, Tensor target) {
            Tensor difference = prediction.subtract(target);
            return difference.multiply(difference).mean();
        }
    };

    /** Creates a check of optimizers of the given types. */
    public OptimizerConformance(List<ComponentType<Optimizer>> types) {
        super(types);
    }

    /**
     * Checks an optimizer: it makes a loss smaller, follows the session's type, is deterministic, goes on after saving and
     * loading as if nothing had happened, stands still at rate 0, and is made from its options.
     *
     * @param spec how it is made
     * @param rate a learning rate with which the mean of squares falls
     */
    public void check(ComponentSpec spec, double rate) {
        configuration(spec);
        Optimizer optimizer = create(spec);
        try (Session session = ReferenceSessions.open(DType.FLOAT64)) {
            double first = train(session, optimizer, rate, 0, STEPS);
            double last = train(session, optimizer, rate, STEPS, 1);
            expect(last < first, optimizer, "took the loss from " + first + " to " + last + " in " + STEPS + " steps");
        }
        narrow(optimizer, rate);
        interrupted(optimizer, rate);
        standingStill(optimizer);
    }

    /** Runs steps and returns the loss before the first of them. */
    private static double train(Session session, Optimizer optimizer, double rate, int done, int steps) {
        TensorSpec spec = INPUT.with(session.floatType());
        Program program = session.training(NETWORK, SQUARES, optimizer, spec);
        double first = 0;
        for (int step = 0; step < steps; step++) {
            Samples samples = new Samples(42);
            program.input("input").set(samples.distinct(3, 5).cast(spec.dtype()));
            program.input("target").set(samples.distinct(3, 4).cast(spec.dtype()));
            program.input("learning_rate").set(rate);
            program.input("step").set(done + step + 1.0);
            expect(program.run(), optimizer, "gave a loss or a gradient that is not finite in step " + step);
            first = step == 0 ? program.output("loss").scalar() : first;
        }
        return first;
    }

    private static void narrow(Optimizer optimizer, double rate) {
        try (Session session = ReferenceSessions.open(DType.FLOAT32)) {
            train(session, optimizer, rate, 0, 3);
            session.variables()
                    .list()
                    .forEach(variable -> expect(
                            variable.spec().dtype() == DType.FLOAT32,
                            optimizer,
                            "keeps " + variable.path() + " as " + variable.spec() + " in a session of float32"));
        }
    }

    private static void interrupted(Optimizer optimizer, double rate) {
        Map<String, HostTensor> whole = run(optimizer, rate, Map.of(), 0, STEPS);
        expect(
                whole.equals(run(optimizer, rate, Map.of(), 0, STEPS)),
                optimizer,
                "ends at other bits in a second session of the same seed");
        Map<String, HostTensor> half = run(optimizer, rate, Map.of(), 0, STEPS / 2);
        expect(
                whole.equals(run(optimizer, rate, half, STEPS / 2, STEPS - STEPS / 2)),
                optimizer,
                "ends at other bits when its state was saved and loaded on the way");
    }

    private static Map<String, HostTensor> run(
            Optimizer optimizer, double rate, Map<String, HostTensor> start, int done, int steps) {
        try (Session session = ReferenceSessions.open(DType.FLOAT64)) {
            start.forEach((path, value) -> session.variables().set(path, value));
            train(session, optimizer, rate, done, steps);
            return ReferenceSessions.save(session.variables());
        }
    }

    private static void standingStill(Optimizer optimizer) {
        Map<String, HostTensor> once = run(optimizer, 0, Map.of(), 0, 1);
        Map<String, HostTensor> often = run(optimizer, 0, Map.of(), 0, 3);
        for (String parameter : List.of("weight", "bias")) {
            expect(
                    once.get(parameter).equals(often.get(parameter)),
                    optimizer,
                    "changes " + parameter + " at learning rate 0");
        }
    }
}
