package dev.cortado.backend.cpu.kernel.last.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.List;

/** Batch normalization with fixed statistics, whose factors stay where the statistics do. */
final class LastInference extends LastKernel {

    private static final int CENTER = 0;
    private static final int FACTOR = 1;
    private static final int SHIFT = 2;

    LastInference(Shape image, double epsilon, InnerKernels inner) {
        super(image, epsilon, inner, 0, 3);
    }

    @Override
    public String description() {
        return "fixed normalization, channels last";
    }

    @Override
    void sum(HostFrame frame, int chunk, float[] table) {
        throw new IllegalStateException("nothing is summed up");
    }

    @Override
    void combine(HostFrame frame, int from, int to) {
        float[] results = frame.workspaceFloats(0);
        for (int i = from; i < to; i++) {
            float scale = frame.inputFloats(1)[frame.inputOffset(1) + i];
            float variance = frame.inputFloats(4)[frame.inputOffset(4) + i];
            results[result(frame, CENTER) + i] = frame.inputFloats(3)[frame.inputOffset(3) + i];
            results[result(frame, FACTOR) + i] = scale / deviation(variance);
            results[result(frame, SHIFT) + i] = frame.inputFloats(2)[frame.inputOffset(2) + i];
        }
    }

    @Override
    void compute(HostFrame frame, int from, int n, float[] table) {
        loops.normalize(
                frame.inputFloats(0),
                frame.inputOffset(0) + from,
                frame.outputFloats(0),
                frame.outputOffset(0) + from,
                n,
                table,
                CENTER,
                FACTOR * lines.period,
                SHIFT * lines.period);
    }

    @Override
    public int preparingPhases() {
        return 2;
    }

    @Override
    public List<Integer> preparedFrom() {
        return List.of(1, 2, 3, 4);
    }

    @Override
    public int inPlace(int output) {
        return 0;
    }
}
