package dev.cortado.backend.cpu.kernel.reduce;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.api.op.Reduce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reduces one group of neighbouring axes after the other, the innermost first, through temporary tensors. */
final class ReduceKernel implements HostKernel {

    private static final int LONG_ROW = 8192;
    private static final int ROW_CHUNK = 4096;
    private static final int LONG_COLUMN = 512;
    private static final int COLUMN_CHUNK = 256;

    private final List<ReduceStage> stages = new ArrayList<>();
    private final float identity;
    private final boolean empty;
    private final int results;

    ReduceKernel(Reduce op, Shape shape, boolean vectors) {
        this.identity = Reduction.of(op.kind(), vectors).identity();
        this.empty = shape.elements() == 0;
        this.results = shape.elements() == 0 ? resultsOf(op, shape) : 0;
        if (!empty) {
            addStages(op, shape, vectors);
        }
    }

    private static int resultsOf(Reduce op, Shape shape) {
        return op.infer(List.of(new TensorSpec(DType.FLOAT32, shape))).get(0).elements();
    }

    private void addStages(Reduce op, Shape shape, boolean vectors) {
        // sums of squares are squared once and then summed
        Reduce.Kind later = op.kind() == Reduce.Kind.SUM_SQUARES ? Reduce.Kind.SUM : op.kind();
        int inner = 1;
        int axis = shape.rank() - 1;
        while (axis >= 0) {
            int size = 1;
            while (axis >= 0 && isKept(op, shape, axis)) {
                inner *= shape.size(axis--);
            }
            while (axis >= 0 && !(isKept(op, shape, axis) && shape.size(axis) > 1)) {
                size *= shape.size(axis--);
            }
            if (size > 1) {
                addGroup(stages.isEmpty() ? op.kind() : later, shape.elements(0, axis + 1), size, inner, vectors);
            }
        }
        if (stages.isEmpty()) {
            Reduction reduction = Reduction.of(op.kind(), vectors);
            stages.add(new ReduceStage(reduction, 1, 1, shape.elements(), 1));
        }
    }

    private static boolean isKept(Reduce op, Shape shape, int axis) {
        return !op.axes().contains(axis);
    }

    private void addGroup(Reduce.Kind kind, int outer, int size, int inner, boolean vectors) {
        Reduce.Kind next = kind == Reduce.Kind.SUM_SQUARES ? Reduce.Kind.SUM : kind;
        int chunk = inner == 1 ? ROW_CHUNK : COLUMN_CHUNK;
        if (size <= (inner == 1 ? LONG_ROW : LONG_COLUMN)) {
            stages.add(new ReduceStage(Reduction.of(kind, vectors), outer, size, inner, size));
        } else {
            stages.add(new ReduceStage(Reduction.of(kind, vectors), outer, size, inner, chunk));
            addGroup(next, outer, (size + chunk - 1) / chunk, inner, vectors);
        }
    }

    @Override
    public int phases() {
        return Math.max(1, stages.size());
    }

    @Override
    public int tiles(int phase) {
        return empty ? 1 : stages.get(phase).tiles();
    }

    @Override
    public long nanoseconds(int phase) {
        return empty ? 0 : stages.get(phase).nanoseconds();
    }

    @Override
    public List<TensorSpec> workspace() {
        return stages.subList(0, Math.max(0, stages.size() - 1)).stream()
                .map(stage -> TensorSpec.of(DType.FLOAT32, stage.results()))
                .toList();
    }

    @Override
    public String description() {
        return stages.size() < 2 ? "reduction" : "reduction in " + stages.size() + " stages";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] y = frame.outputFloats(0);
        int yi = frame.outputOffset(0);
        if (empty) {
            Arrays.fill(y, yi, yi + results, identity);
            return;
        }
        float[] x = phase == 0 ? frame.inputFloats(0) : frame.workspaceFloats(phase - 1);
        int xi = phase == 0 ? frame.inputOffset(0) : frame.workspaceOffset(phase - 1);
        boolean last = phase == stages.size() - 1;
        float[] target = last ? y : frame.workspaceFloats(phase);
        int targetStart = last ? yi : frame.workspaceOffset(phase);
        stages.get(phase).run(x, xi, target, targetStart, from, to, scratch);
    }
}
