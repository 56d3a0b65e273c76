package dev.cortado.backend.cpu.kernel.last.window;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import java.util.Arrays;

/** Adds each gradient to the largest element under its window; a tile has some channels of an image. */
final class LastMaxGradient implements HostKernel {

    private static final int CHANNELS_OF_TILE = 64;
    private static final double NANOSECONDS_PER_TAP = 0.3;

    private final WindowGrid grid;
    private final InnerKernels inner;
    private final WindowLoops loops;
    private final Taps[][] taps;
    private final int blocks;
    private final int winnersAt;
    private final int scratchLength;

    LastMaxGradient(WindowGrid grid, InnerKernels inner) {
        this.grid = grid;
        this.inner = inner;
        loops = WindowLoops.of(inner);
        taps = Taps.of(grid);
        blocks = (grid.channels() + CHANNELS_OF_TILE - 1) / CHANNELS_OF_TILE;
        ScratchLayout layout = new ScratchLayout();
        winnersAt = layout.add(CHANNELS_OF_TILE);
        scratchLength = layout.length();
    }

    @Override
    public int tiles(int phase) {
        return grid.images() * blocks;
    }

    @Override
    public long nanoseconds(int phase) {
        double seen = (double) grid.images()
                * grid.resultImage()
                * grid.rows().taps()
                * grid.columns().taps();
        return (long) (NANOSECONDS_PER_TAP * seen);
    }

    @Override
    public String description() {
        return "maximum gradient by search, channels last";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(scratchLength);
        for (int tile = from; tile < to; tile++) {
            inner.beginTile();
            int channel = tile % blocks * CHANNELS_OF_TILE;
            int channels = Math.min(CHANNELS_OF_TILE, grid.channels() - channel);
            tile(frame, tile / blocks, channel, channels, memory);
        }
    }

    private void tile(HostFrame frame, int image, int channel, int channels, float[] memory) {
        int source = frame.inputOffset(0) + image * grid.image() + channel;
        int target = frame.outputOffset(0) + image * grid.image() + channel;
        int gradient = frame.inputOffset(1) + image * grid.resultImage() + channel;
        float[] dx = frame.outputFloats(0);
        for (int i = 0; i < grid.image(); i += grid.channels()) {
            Arrays.fill(dx, target + i, target + i + channels, 0);
        }
        for (int row = 0; row < grid.rows().places(); row++) {
            for (int column = 0; column < grid.columns().places(); column++) {
                Taps seen = taps[row][column];
                int at = grid.rows().start(row) * grid.row() + grid.columns().start(column) * grid.channels();
                if (!seen.isEmpty()) {
                    loops.search(frame.inputFloats(0), source + at, seen, memory, winnersAt, channels);
                    spread(frame, seen, memory, gradient, target + at, channels);
                }
                gradient += grid.channels();
            }
        }
    }

    private void spread(HostFrame frame, Taps seen, float[] memory, int gradient, int target, int channels) {
        for (int tap = 0; tap < seen.offsets().length; tap++) {
            loops.add(
                    memory,
                    winnersAt,
                    tap,
                    frame.inputFloats(1),
                    gradient,
                    frame.outputFloats(0),
                    target + seen.offsets()[tap],
                    channels);
        }
    }
}
