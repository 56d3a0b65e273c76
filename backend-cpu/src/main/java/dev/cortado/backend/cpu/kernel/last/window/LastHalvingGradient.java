package dev.cortado.backend.cpu.kernel.last.window;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.Width;

/** The gradient of a maximum over 2x2 windows that touch every element. */
final class LastHalvingGradient implements HostKernel {

    private static final int ELEMENTS_OF_TILE = 8192;
    private static final double NANOSECONDS_PER_ELEMENT = 0.1;

    private final WindowGrid grid;
    private final InnerKernels inner;
    private final WindowLoops loops;
    private final int pairs;
    private final int pairsPerTile;

    LastHalvingGradient(WindowGrid grid, InnerKernels inner) {
        this.grid = grid;
        this.inner = inner;
        loops = WindowLoops.of(inner);
        pairs = grid.channels() == 0 ? 0 : grid.images() * grid.rows().places();
        pairsPerTile = Math.max(1, ELEMENTS_OF_TILE / Math.max(1, 2 * grid.row()));
    }

    @Override
    public int tiles(int phase) {
        return (pairs + pairsPerTile - 1) / pairsPerTile;
    }

    @Override
    public long nanoseconds(int phase) {
        return (long) (NANOSECONDS_PER_ELEMENT * grid.images() * grid.image());
    }

    @Override
    public String description() {
        return "maximum gradient by 2x2, channels last";
    }

    /** Where the last vector of a pixel begins within the one before, elements are read after they were written. */
    @Override
    public int inPlace(int output) {
        return Width.roundUp(grid.channels()) == grid.channels() ? 0 : -1;
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        for (int tile = from; tile < to; tile++) {
            inner.beginTile();
            int end = Math.min(pairs, (tile + 1) * pairsPerTile);
            for (int pair = tile * pairsPerTile; pair < end; pair++) {
                loops.halvingGradient(
                        frame.inputFloats(0),
                        frame.inputOffset(0) + 2 * pair * grid.row(),
                        grid.row(),
                        frame.inputFloats(1),
                        frame.inputOffset(1) + pair * grid.resultRow(),
                        frame.outputFloats(0),
                        frame.outputOffset(0) + 2 * pair * grid.row(),
                        grid.columns().places(),
                        grid.channels());
            }
        }
    }
}
