package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.convolution.PanelConvolution.Operands;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.List;

/**
 * Convolution with 3x3 kernels and stride 1 by Winograd's F(4x4, 3x3), which takes 36 multiplications for 16 outputs where
 * the definition takes 144 (Lavin and Gray 2016, arXiv:1509.09308).
 *
 * <p>A panel of tiles is transformed, multiplied by the transformed weights at each of 36 points, and transformed back while
 * it is in the cache. A value that is not finite reaches all 16 outputs of the tiles that see it.
 */
final class WinogradConvolution implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 120;
    private static final int NANOSECONDS_PER_WEIGHT = 8;
    private static final int TAPS = 3;
    private static final int DEPTH_BLOCK = 288;
    private static final int LEAST_CHANNELS = 16;
    private static final int LEAST_PLACES = 6;
    /** More outputs than this are computed for each that is wanted only where the definition is as fast. */
    private static final double TOLERATED_WASTE = 1.7;

    /** So many channels of a panel stay in the second-level cache, with the products of a group. */
    private static final int CACHED_CHANNELS = 128;

    private static final int GROUP = 8;
    private static final int WANTED_TILES = 8;
    private static final int LEAST_BLOCKS = 4;

    private final Geometry g;
    private final Operands operands;
    private final InnerKernels inner;
    private final WinogradLoops loops;
    private final WinogradWeights weights;
    private final RowBlocks blocks;
    private final WinogradTiles tiles;
    private final WinogradInput input;
    private final WinogradOutput output;
    private final String description;
    private final int[] channelOffsets;
    private final int rowTiles;
    /** Blocks of output channels that are multiplied at a point before the next one comes. */
    private final int group;

    private final int zerosAt;
    private final int scratchLength;

    WinogradConvolution(
            Geometry g,
            WinogradWeights weights,
            Operands operands,
            Epilogue epilogue,
            String description,
            InnerKernels inner) {
        this.g = g;
        this.weights = weights;
        this.operands = operands;
        this.description = description;
        this.inner = inner;
        loops = WinogradLoops.of(inner);
        blocks = weights.rows();
        tiles = new WinogradTiles(g);
        ScratchLayout layout = new ScratchLayout();
        zerosAt = layout.add(Width.PANEL);
        input = new WinogradInput(g, tiles, loops, layout);
        channelOffsets = input.channelOffsets();
        rowTiles = Math.max(
                1, Math.min(Tiling.ceil(WANTED_TILES, Math.max(1, tiles.panels)), blocks.count() / LEAST_BLOCKS));
        boolean stays = g.channels <= CACHED_CHANNELS;
        group = Math.min(stays ? GROUP : blocks.count(), Tiling.ceil(blocks.count(), rowTiles));
        output = new WinogradOutput(g, tiles, loops, epilogue, group * RowBlocks.MOST, layout);
        scratchLength = Math.max(layout.length(), weights.scratch());
    }

    /** Tells whether this is the fastest way, by the sizes of one image alone, so that a batch changes no bit. */
    static boolean suits(Geometry g) {
        if (g.groups != 1 || g.tail.size() != 1 || !isPlain(g.lead) || !isPlain(g.tail.get(0))) {
            return false;
        }
        if (g.channels < LEAST_CHANNELS || g.outputs < LEAST_CHANNELS) {
            return false;
        }
        double computed = 16.0 * Tiling.ceil(g.leadPlaces, 4) * Tiling.ceil(g.width, 4);
        return Math.min(g.leadPlaces, g.width) >= LEAST_PLACES
                && computed <= TOLERATED_WASTE * g.places
                && WinogradTiles.suits(g);
    }

    private static boolean isPlain(Geometry.Axis axis) {
        return axis.taps() == TAPS
                && axis.stride() == 1
                && axis.inputDilation() == 1
                && axis.kernelDilation() == 1
                && seesAnElementEverywhere(axis);
    }

    /** An output that sees padding alone is exactly 0, but its tile's other elements would leave rounding errors in it. */
    private static boolean seesAnElementEverywhere(Geometry.Axis axis) {
        int padHigh = axis.places() + TAPS - 1 - axis.size() - axis.padLow();
        return axis.padLow() < TAPS && padHigh < TAPS;
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        if (g.images * g.places == 0) {
            return 0;
        }
        return phase == 0 ? blocks.count() : tiles.panels * rowTiles;
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0
                ? (long) g.outputs * g.channels * NANOSECONDS_PER_WEIGHT
                : (long) (g.flops() / FLOPS_PER_NANOSECOND);
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(weights.spec());
    }

    @Override
    public Accuracy accuracy() {
        return Accuracy.WINOGRAD_4;
    }

    @Override
    public int preparingPhases() {
        return 1;
    }

    @Override
    public List<Integer> preparedFrom() {
        return List.of(operands.weights());
    }

    @Override
    public String description() {
        return description + " F(4x4, 3x3)";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(scratchLength);
        if (phase == 0) {
            for (int block = from; block < to; block++) {
                inner.beginTile();
                weights.transform(
                        block,
                        frame.inputFloats(operands.weights()),
                        frame.inputOffset(operands.weights()),
                        frame.workspaceFloats(0),
                        frame.workspaceOffset(0),
                        memory,
                        0,
                        loops);
            }
            return;
        }
        java.util.Arrays.fill(memory, zerosAt, zerosAt + Width.PANEL, 0);
        int ready = -1;
        for (int tile = from; tile < to; tile++) {
            inner.beginTile();
            int panel = tile / rowTiles;
            if (panel != ready) {
                input.fill(frame.inputFloats(operands.input()), frame.inputOffset(operands.input()), panel, memory);
                ready = panel;
            }
            int rowTile = tile % rowTiles;
            int end = blocks.count() * (rowTile + 1) / rowTiles;
            for (int block = blocks.count() * rowTile / rowTiles; block < end; block += group) {
                int next = Math.min(block + group, end);
                multiply(frame, memory, block, next);
                write(frame, memory, block, next, panel);
            }
        }
    }

    private void multiply(HostFrame frame, float[] memory, int from, int to) {
        for (int point = 0; point < WinogradWeights.POINTS * WinogradWeights.POINTS; point++) {
            for (int block = from; block < to; block++) {
                int products = output.start(point) + (blocks.start(block) - blocks.start(from)) * output.rowPitch();
                multiply(frame, memory, point, block, products);
            }
        }
    }

    private void multiply(HostFrame frame, float[] memory, int point, int block, int products) {
        int rows = blocks.rows(block);
        int packed = frame.workspaceOffset(0) + weights.start(point, block);
        for (int k = 0; k < g.channels; k += DEPTH_BLOCK) {
            int depth = Math.min(DEPTH_BLOCK, g.channels - k);
            for (int column = 0; column < tiles.columns; ) {
                int vectors = Width.vectors(tiles.columns - column);
                int at = products + column;
                inner.panel(
                        rows,
                        vectors,
                        frame.workspaceFloats(0),
                        packed + RowBlocks.stride(rows) * k,
                        memory,
                        input.start(point) + column,
                        channelOffsets,
                        k,
                        depth,
                        memory,
                        k == 0 ? zerosAt : at,
                        k == 0 ? 0 : output.rowPitch(),
                        k == 0 ? 0 : Width.LANES,
                        memory,
                        at,
                        output.rowPitch());
                column += vectors * Width.LANES;
            }
        }
    }

    private void write(HostFrame frame, float[] memory, int from, int to, int panel) {
        int first = blocks.start(from);
        for (int channel = first; channel < blocks.start(to); channel++) {
            float start = operands.bias() < 0
                    ? 0
                    : frame.inputFloats(operands.bias())[frame.inputOffset(operands.bias()) + channel];
            output.write(frame, memory, channel - first, channel, panel, start);
        }
    }
}
