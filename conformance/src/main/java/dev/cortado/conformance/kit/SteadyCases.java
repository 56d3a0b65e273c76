package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trials that are run again and again: one of every operation. */
final class SteadyCases {

    private static final int LARGEST = 700;

    private SteadyCases() {}

    /** Returns one trial of every operation in float32, of middle size, that the backend must run. */
    static List<Trial> ofEveryOperation(Examination exam) {
        Map<String, Trial> trials = new LinkedHashMap<>();
        for (Trial trial : exam.smokeTrials()) {
            int elements = size(trial);
            Trial before = trials.get(trial.op().name());
            boolean larger = before == null || elements > size(before);
            if (trial.family() == Trial.Family.ORDINARY
                    && elements <= LARGEST
                    && larger
                    && (before == null || trial.dtype() == DType.FLOAT32)
                    && exam.wants(trial.op())
                    && exam.promises(trial.op(), trial.inputs())) {
                trials.put(trial.op().name(), trial);
            }
        }
        return List.copyOf(trials.values());
    }

    private static int size(Trial trial) {
        return trial.operands().stream().mapToInt(x -> x.spec().elements()).sum();
    }
}
