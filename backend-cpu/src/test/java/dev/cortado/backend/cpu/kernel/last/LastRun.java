package dev.cortado.backend.cpu.kernel.last;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.KernelRun;
import java.lang.reflect.Array;
import java.util.List;

/** Runs operations with channels last on operands with channels first. */
public final class LastRun {

    private final KernelRun run;

    /** Creates one. */
    public LastRun(KernelRun run) {
        this.run = run;
    }

    /** Returns the result with channels first. */
    public HostTensor run(Op op, HostTensor... operands) {
        return run(run, op, operands);
    }

    /** Checks that neither the twin nor the number of workers changes a bit, and returns the result. */
    public HostTensor runAllWays(Op op, HostTensor... operands) {
        HostTensor expected = run(op, operands);
        assertThat(run(run.split(2), op, operands)).as("two workers").isEqualTo(expected);
        assertThat(run(run.split(3), op, operands)).as("three workers").isEqualTo(expected);
        assertThat(run(run.on(KernelRun.SCALAR), op, operands))
                .as("scalar twin")
                .isEqualTo(expected);
        return expected;
    }

    private static HostTensor run(KernelRun run, Op op, HostTensor... operands) {
        List<Integer> images = ChannelsLast.imageOperands(op);
        HostTensor[] moved = operands.clone();
        images.forEach(image -> moved[image] = toLast(operands[image]));
        HostTensor result = run.run(new ChannelsLast(op), moved);
        return ChannelsLast.isImageResult(op, 0) ? toFirst(result) : result;
    }

    /** Returns an image with its channels last. */
    public static HostTensor toLast(HostTensor image) {
        Shape s = image.shape();
        int plane = s.size(2) * s.size(3);
        return move(image, HostTensor.zeros(ChannelsLast.last(image.spec())), s.size(0), s.size(1), plane);
    }

    /** Returns an image with its channels first. */
    public static HostTensor toFirst(HostTensor image) {
        Shape s = image.shape();
        int plane = s.size(1) * s.size(2);
        return move(image, HostTensor.zeros(ChannelsLast.first(image.spec())), s.size(0), plane, s.size(3));
    }

    private static HostTensor move(HostTensor from, HostTensor to, int matrices, int rows, int columns) {
        for (int i = 0; i < from.spec().elements(); i++) {
            int matrix = i / (rows * columns);
            int row = i / columns % rows;
            int target = (matrix * columns + i % columns) * rows + row;
            Array.set(to.array(), target, Array.get(from.array(), i));
        }
        return to;
    }
}
