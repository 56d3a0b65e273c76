package dev.cortado.backend.nd4j.engine;

import java.util.List;

/** Runs several things one after another. */
final class Steps {

    private Steps() {}

    static Runnable of(List<Runnable> steps) {
        if (steps.size() == 1) {
            return steps.get(0);
        }
        Runnable[] array = steps.toArray(Runnable[]::new);
        return () -> {
            for (Runnable step : array) {
                step.run();
            }
        };
    }
}
