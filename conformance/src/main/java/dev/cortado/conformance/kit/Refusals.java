package dev.cortado.conformance.kit;

import dev.cortado.api.CortadoException;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.op.Decomposable;
import dev.cortado.core.run.SingleOp;
import java.util.Locale;
import java.util.Optional;

/** Whether an operation without a kernel is refused as users are told: by code, operation and types. */
final class Refusals {

    private static final String CODE = "op-unsupported";

    private final Backend backend;

    Refusals(Backend backend) {
        this.backend = backend;
    }

    /** Tells whether a composite operation cannot be lowered to what the backend runs. */
    boolean isRefused(Trial trial) {
        return compile(trial).isPresent();
    }

    /** Returns what is wrong with a refusal; empty if it says what it should. */
    Optional<String> problem(Trial trial) {
        Optional<RuntimeException> thrown = compile(trial);
        if (thrown.isEmpty()) {
            return Optional.of("prepare refused it, and yet a program of it was compiled");
        }
        if (!(thrown.get() instanceof CortadoException refusal)
                || !refusal.problems().stream()
                        .allMatch(problem -> problem.code().equals(CODE))) {
            return Optional.of("is refused with " + thrown.get() + ", expected code " + CODE);
        }
        String message = refusal.getMessage();
        boolean composite = trial.op() instanceof Decomposable;
        for (TensorSpec spec : trial.inputs()) {
            String dtype = spec.dtype().name().toLowerCase(Locale.ROOT);
            if (!composite && !message.contains(dtype)) {
                return Optional.of("the refusal does not name the type " + dtype + ": " + message);
            }
        }
        if (!composite && !message.contains(trial.op().name())) {
            return Optional.of("the refusal does not name the operation: " + message);
        }
        return Optional.empty();
    }

    private Optional<RuntimeException> compile(Trial trial) {
        try (SingleOp program = new SingleOp(backend, trial.op(), trial.inputs())) {
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }
}
