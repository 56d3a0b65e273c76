package dev.cortado.conformance;

import dev.cortado.api.HostTensor;
import dev.cortado.core.run.Program;
import java.util.Map;

/** A program at a point: a value for each of its inputs. */
final class PointEvaluation implements AutoCloseable {

    private final Program program;

    PointEvaluation(Program program, Map<String, HostTensor> point) {
        this.program = program;
        point.forEach((name, value) -> program.input(name).set(value));
    }

    void run() {
        program.run();
    }

    HostTensor result(String name) {
        return program.output(name).value();
    }

    /** Returns the weighed sum of the results with one input set to another value. */
    double sumAt(String name, HostTensor value) {
        program.input(name).set(value);
        program.run();
        return program.output("sum").scalar();
    }

    void restore(String name, HostTensor value) {
        program.input(name).set(value);
    }

    @Override
    public void close() {
        program.close();
    }
}
