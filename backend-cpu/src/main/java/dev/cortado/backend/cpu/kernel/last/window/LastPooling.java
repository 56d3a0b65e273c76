package dev.cortado.backend.cpu.kernel.last.window;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;

/** What needs the elements under each place of a window alone; a tile has some rows of results. */
final class LastPooling implements HostKernel {

    private static final int ELEMENTS_OF_TILE = 8192;
    private static final double NANOSECONDS_PER_TAP = 0.1;

    /** What is wanted. */
    enum Wanted {
        SUM,
        MAX,
        ARG_MAX
    }

    private final WindowGrid grid;
    private final Wanted wanted;
    private final InnerKernels inner;
    private final WindowLoops loops;
    private final Taps[][] taps;
    private final int rowsPerTile;
    private final int winnersAt;
    private final int scratchLength;

    LastPooling(WindowGrid grid, Wanted wanted, InnerKernels inner) {
        this.grid = grid;
        this.wanted = wanted;
        this.inner = inner;
        loops = WindowLoops.of(inner);
        taps = Taps.of(grid);
        rowsPerTile = Math.max(1, ELEMENTS_OF_TILE / Math.max(1, grid.rows().stride() * grid.row()));
        ScratchLayout layout = new ScratchLayout();
        winnersAt = layout.add(grid.channels());
        scratchLength = layout.length();
    }

    private int resultRows() {
        return grid.resultRow() == 0 ? 0 : grid.images() * grid.rows().places();
    }

    @Override
    public int tiles(int phase) {
        return (resultRows() + rowsPerTile - 1) / rowsPerTile;
    }

    @Override
    public long nanoseconds(int phase) {
        double seen = (double) resultRows()
                * grid.resultRow()
                * grid.rows().taps()
                * grid.columns().taps();
        return (long) (NANOSECONDS_PER_TAP * seen);
    }

    @Override
    public String description() {
        return "pooling, channels last";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        int end = Math.min(to * rowsPerTile, resultRows());
        for (int row = from * rowsPerTile; row < end; row++) {
            if (row % rowsPerTile == 0) {
                inner.beginTile();
            }
            int image = frame.inputOffset(0) + row / grid.rows().places() * grid.image();
            int place = row % grid.rows().places();
            int start = image + grid.rows().start(place) * grid.row();
            int result = frame.outputOffset(0) + row * grid.resultRow();
            if (wanted == Wanted.MAX && grid.isHalving()) {
                loops.maxHalving(
                        frame.inputFloats(0),
                        start,
                        grid.row(),
                        frame.outputFloats(0),
                        result,
                        grid.columns().places(),
                        grid.channels());
                continue;
            }
            places(frame, place, start, result, scratch);
        }
    }

    private void places(HostFrame frame, int row, int start, int result, HostScratch scratch) {
        for (int place = 0; place < grid.columns().places(); place++) {
            Taps seen = taps[row][place];
            int at = start + grid.columns().start(place) * grid.channels();
            int yi = result + place * grid.channels();
            if (wanted == Wanted.SUM) {
                loops.sum(frame.inputFloats(0), at, seen, frame.outputFloats(0), yi, grid.channels());
            } else if (wanted == Wanted.MAX) {
                loops.max(frame.inputFloats(0), at, seen, frame.outputFloats(0), yi, grid.channels());
            } else {
                float[] memory = scratch.floats(scratchLength);
                if (!seen.isEmpty()) {
                    loops.search(frame.inputFloats(0), at, seen, memory, winnersAt, grid.channels());
                }
                indices(memory, seen, row, place, (int[]) frame.output(0), yi);
            }
        }
    }

    /** Turns numbers of taps into numbers of pixels. */
    private void indices(float[] memory, Taps seen, int row, int column, int[] indices, int at) {
        int first =
                grid.rows().start(row) * grid.columns().size() + grid.columns().start(column);
        int down = grid.rows().dilation() * grid.columns().size();
        int width = grid.columns().taps();
        int along = grid.columns().dilation();
        for (int c = 0; c < grid.channels(); c++) {
            int tap = seen.isEmpty() ? -1 : seen.numbers()[(int) memory[winnersAt + c]];
            indices[at + c] = tap < 0 ? -1 : first + tap / width * down + tap % width * along;
        }
    }
}
