package dev.cortado.backend.cpu.kernel.softmax;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.api.op.Reduce;
import dev.cortado.backend.cpu.kernel.elementwise.RowFunction;
import dev.cortado.backend.cpu.kernel.reduce.Reduction;
import dev.cortado.backend.cpu.kernel.reduce.RowLoop;

/** A kernel of the softmax family over the rows of a matrix. */
abstract class RowKernel implements HostKernel {

    private static final int TILE = 1024;

    final int rows;
    final int size;
    final SoftmaxLoops loops;
    final RowLoop sum;
    private final RowLoop max;
    private final RowFunction exp;

    RowKernel(int rows, int size, boolean vectors) {
        this.rows = rows;
        this.size = size;
        this.loops = vectors ? new VectorSoftmax() : new ScalarSoftmax();
        this.sum = Reduction.of(Reduce.Kind.SUM, vectors).row();
        this.max = Reduction.of(Reduce.Kind.MAX, vectors).row();
        this.exp = RowFunction.exp(vectors);
    }

    /**
     * Computes one row.
     *
     * @param max its largest element
     * @param scratch room for {@link RowLoop#LANES} partial results and, behind them, a row
     */
    abstract void compute(HostFrame frame, int row, float max, float[] scratch);

    /** Computes {@code y = e^(x - shift)} for one row. */
    final void exponentials(float[] x, int xi, float shift, float[] y, int yi) {
        loops.subtract(x, xi, shift, 0, y, yi, size);
        exp.run(y, yi, y, yi, size);
    }

    private int rowsPerTile() {
        return Math.max(1, TILE / size);
    }

    @Override
    public int tiles(int phase) {
        return (rows + rowsPerTile() - 1) / rowsPerTile();
    }

    @Override
    public long nanoseconds(int phase) {
        return (long) rows * (20 + 2L * size);
    }

    @Override
    public String description() {
        return "softmax by rows";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(RowLoop.LANES + size);
        int last = Math.min(rows, to * rowsPerTile());
        for (int row = from * rowsPerTile(); row < last; row++) {
            int xi = frame.inputOffset(0) + row * size;
            compute(frame, row, max.reduce(frame.inputFloats(0), xi, size, memory), memory);
        }
    }
}
