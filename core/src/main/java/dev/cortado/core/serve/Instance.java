package dev.cortado.core.serve;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.core.run.InputPort;
import dev.cortado.core.run.OutputPort;
import dev.cortado.core.run.Program;
import java.util.List;

/** One set of programs, a program for each power of two up to the largest batch; used by one thread at a time. */
final class Instance {

    private final List<Stage> stages;

    /** A program with room on the host for what goes in and comes out. */
    private record Stage(Program program, InputPort in, OutputPort out, HostTensor input, HostTensor output) {

        static Stage of(Program program) {
            InputPort in = program.input("input");
            OutputPort out = program.output("output");
            return new Stage(program, in, out, HostTensor.zeros(in.spec()), HostTensor.zeros(out.spec()));
        }
    }

    /** Creates an instance of programs for 1, 2, 4... samples. */
    Instance(List<Program> programs) {
        stages = programs.stream().map(Stage::of).toList();
    }

    /** Returns how many of so many samples go through the network next. */
    int next(int left) {
        int power = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(left);
        return 1 << Math.min(power, stages.size() - 1);
    }

    /**
     * Runs samples together.
     *
     * @param samples as many as {@link #next} says
     * @param results are filled
     */
    void run(List<HostTensor> samples, List<HostTensor> results) {
        Stage stage = stages.get(Integer.numberOfTrailingZeros(samples.size()));
        int length = samples.get(0).spec().elements();
        for (int i = 0; i < samples.size(); i++) {
            System.arraycopy(samples.get(i).array(), 0, stage.input.array(), i * length, length);
        }
        stage.in.set(stage.input);
        stage.program.run();
        stage.out.read(stage.output);
        int size = results.get(0).spec().elements();
        for (int i = 0; i < results.size(); i++) {
            System.arraycopy(stage.output.array(), i * size, results.get(i).array(), 0, size);
        }
    }

    /** Returns what comes out for one sample, without the axis of the batch. */
    TensorSpec result() {
        TensorSpec whole = stages.get(0).out.spec();
        return new TensorSpec(whole.dtype(), whole.shape().without(0));
    }
}
