package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Behaviour;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whole training steps and long chains: lowering keeps results, state follows from state, the same start ends at the same bits. */
final class ProgramsCheck implements Check {

    /** Under this name stands what no single operation is to blame for. */
    static final String PROGRAM = "program";

    private static final int STEPS = 3;

    private final Map<SmallNetwork, GraphTrial> trials = new LinkedHashMap<>();

    private final Map<LargeChain, GraphTrial> chains = new LinkedHashMap<>();

    ProgramsCheck(Examination exam) {
        SmallNetwork.all(exam.seed()).forEach(network -> trials.put(network, new GraphTrial(exam, network.graph())));
        LargeChain.all(exam.seed()).forEach(chain -> chains.put(chain, new GraphTrial(exam, chain.graph())));
    }

    @Override
    public void foresee(Examination exam) {
        trials.forEach((network, trial) -> trial.foresee(network.inputs(), network.state(), network.name()));
        chains.forEach((chain, trial) -> trial.foresee(chain.inputs(), Map.of(), chain.name()));
    }

    @Override
    public void run(Examination exam) {
        trials.forEach((network, trial) -> run(exam, network, trial));
        chains.forEach((chain, trial) -> run(exam, chain, trial));
    }

    private static void run(Examination exam, LargeChain chain, GraphTrial trial) {
        if (!trial.isPromised()) {
            exam.ledger().note(chain.name() + ": needs what the backend lacks");
            return;
        }
        exam.attempt(
                "program",
                PROGRAM,
                DType.FLOAT32,
                chain.name(),
                () -> trial.run(chain.inputs(), Map.of(), 1, chain.name()));
    }

    private static void run(Examination exam, SmallNetwork network, GraphTrial trial) {
        if (!trial.isPromised()) {
            exam.ledger().note("training step (" + network.name() + "): needs what the backend lacks");
            return;
        }
        exam.attempt(
                "program",
                PROGRAM,
                DType.FLOAT32,
                network.name(),
                () -> trial.run(network.inputs(), network.state(), STEPS, network.name()));
        exam.attempt("program", PROGRAM, DType.FLOAT32, network.name(), () -> steady(exam, network));
    }

    /** Runs longer; the same start must end at the same state. */
    private static void steady(Examination exam, SmallNetwork network) {
        boolean repeatable = !exam.lacks().contains(Behaviour.SAME_BITS_EVERY_RUN);
        int steps = exam.tier().steps() / 20;
        Map<String, HostTensor> first = train(exam, network, steps);
        Map<String, HostTensor> second = train(exam, network, steps);
        if (repeatable && !first.equals(second)) {
            throw new Broken("repetition", steps + " steps from the same start ended at other bits");
        }
    }

    private static Map<String, HostTensor> train(Examination exam, SmallNetwork network, int steps) {
        try (GraphRun run = new GraphRun(exam.backend(), network.graph(), network.state())) {
            for (int step = 0; step < steps; step++) {
                run.set(network.inputs());
                run.run();
                run.output("loss");
                exam.beat();
            }
            return run.state();
        }
    }
}
