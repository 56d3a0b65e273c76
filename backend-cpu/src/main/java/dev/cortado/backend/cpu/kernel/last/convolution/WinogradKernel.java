package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.last.LastEpilogue;
import dev.cortado.backend.cpu.kernel.last.convolution.GridConvolution.Operands;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.Arrays;
import java.util.List;

/**
 * A 3x3 convolution of images with channels last, or its gradient at the input, by Winograd's F(4x4, 3x3), which takes 36
 * multiplications for 16 results where the definition takes 144 (Lavin and Gray 2016, arXiv:1509.09308).
 *
 * <p>Some tiles are transformed, multiplied by the transformed weights at each of 36 points, and transformed back while they are in
 * the cache; vectors run over channels throughout. A value that is not finite reaches all 16 results of the tiles that see it.
 */
final class WinogradKernel implements HostKernel {

    private static final int POINTS = WinogradPanels.POINTS;
    private static final int SIZE = WinogradMap.SIZE;
    private static final int SEEN = WinogradMap.SEEN;
    private static final double FLOPS_PER_NANOSECOND = 200;
    /** Panels whose products are transformed back together. */
    private static final int GROUP = 2;

    private final Operands operands;
    private final LastEpilogue epilogue;
    private final InnerKernels inner;
    private final WinogradLoops loops;
    private final Grid grid;
    private final Grid map;
    private final WinogradPanels weights;
    private final GridKernel.Image from;
    private final GridKernel.Image to;
    private final LineTiles tiles;
    private final Source source;
    private final double flops;
    private final String description;
    private final int most;
    private final int chunks;
    /** Floats between two points of the transformed source, and between two of the products. */
    private final int valuePitch;

    private final int productPitch;
    private final int groupWidth;
    private final int halfPitch;
    private final int zerosAt;
    private final int copyAt;
    private final int halfAt;
    private final int valuesAt;
    private final int productsAt;
    private final int resultsAt;
    private final int scratchLength;

    WinogradKernel(
            ImageConvolution g,
            Operands operands,
            LastEpilogue epilogue,
            Grid grid,
            PanelWeights weights,
            GridKernel.Image from,
            GridKernel.Image to,
            String description,
            InnerKernels inner) {
        this.operands = operands;
        this.epilogue = epilogue;
        this.inner = inner;
        this.grid = grid;
        this.from = from;
        this.to = to;
        this.description = description;
        loops = WinogradLoops.of(inner);
        flops = g.flops();
        map = WinogradMap.tiles(grid);
        this.weights = new WinogradPanels(weights, from.channels());
        groupWidth = Math.min(GROUP, weights.panels()) * Width.PAIR;
        int lines = g.images() * map.rows();
        int groups = (weights.panels() + GROUP - 1) / GROUP;
        tiles = LineTiles.ofWinograd(lines, map.columns(), from.channels() + groupWidth, groups);
        boolean whole = from.channels() % Width.UNIT == 0;
        source = new Source(map, from.height(), from.width(), from.channels(), tiles.most(), !whole);
        most = (tiles.most() * map.columns() + InnerKernels.MOST_ROWS - 1)
                / InnerKernels.MOST_ROWS
                * InnerKernels.MOST_ROWS;
        chunks = (from.channels() + InnerKernels.MOST_DEPTH - 1) / InnerKernels.MOST_DEPTH;
        valuePitch = most * InnerKernels.ROW_PITCH;
        productPitch = most * groupWidth;
        ScratchLayout layout = new ScratchLayout();
        zerosAt = layout.add(groupWidth);
        copyAt = layout.add(source.size());
        // a row ends where vectors do, since what is behind its last lane is overwritten
        halfPitch = Width.roundUp(SEEN * from.channels());
        halfAt = layout.add(SEEN * Math.max(halfPitch, SEEN * groupWidth));
        valuesAt = layout.add(POINTS * POINTS * chunks * valuePitch);
        productsAt = layout.add(POINTS * POINTS * productPitch);
        resultsAt = layout.add(SIZE * SIZE * groupWidth);
        scratchLength = Math.max(layout.length(), this.weights.scratch());
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? 1 + weights.panels() * weights.pieces() : tiles.count();
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0 ? weights.size() / 2 : (long) (flops / FLOPS_PER_NANOSECOND);
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(
                TensorSpec.of(DType.FLOAT32, weights.size()),
                TensorSpec.of(DType.FLOAT32, (to.channels() + Width.PAIR - 1) / Width.PAIR * Width.PAIR),
                TensorSpec.of(DType.FLOAT32, epilogue.size(to.channels())));
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
        return GridConvolution.preparedFrom(operands, epilogue);
    }

    @Override
    public String description() {
        return description + " F(4x4, 3x3), channels last";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(scratchLength);
        if (phase == 0) {
            for (int piece = from; piece < to; piece++) {
                inner.beginTile();
                prepare(frame, piece, memory);
            }
            return;
        }
        int[] places = scratch.ints(3 * most + InnerKernels.MOST_ROWS);
        Arrays.fill(memory, zerosAt, zerosAt + groupWidth, 0);
        for (int tile = from; tile < to; tile++) {
            inner.beginTile();
            int first = tiles.firstLine(tile);
            int count = (tiles.endLine(tile) - first) * map.columns();
            transform(frame, first, tiles.endLine(tile), count, memory, places);
            for (int i = 0; i < most; i++) {
                // a block that is not full computes products that nobody reads
                places[most + i] = i * groupWidth;
                places[2 * most + i] = 0;
            }
            for (int group = tiles.firstPanel(tile); group < tiles.endPanel(tile); group++) {
                int panel = group * GROUP;
                int end = Math.min(panel + GROUP, weights.panels());
                multiply(frame, panel, end, count, memory, places);
                for (int i = 0; i < count; i++) {
                    write(frame, first * map.columns() + i, i, panel * Width.PAIR, memory);
                }
            }
        }
    }

    private void prepare(HostFrame frame, int piece, float[] memory) {
        if (piece == 0) {
            float[] starts = frame.workspaceFloats(1);
            int at = frame.workspaceOffset(1);
            int channels = to.channels();
            Arrays.fill(starts, at, at + (channels + Width.PAIR - 1) / Width.PAIR * Width.PAIR, 0);
            if (operands.bias() >= 0) {
                System.arraycopy(
                        frame.input(operands.bias()), frame.inputOffset(operands.bias()), starts, at, channels);
            }
            epilogue.prepare(frame, channels, frame.workspaceFloats(2), frame.workspaceOffset(2));
            return;
        }
        weights.transform(
                (piece - 1) / weights.pieces(),
                (piece - 1) % weights.pieces(),
                frame.inputFloats(operands.weights()),
                frame.inputOffset(operands.weights()),
                frame.workspaceFloats(0),
                frame.workspaceOffset(0),
                memory,
                0,
                loops);
    }

    /** Transforms what some tiles see. */
    private void transform(HostFrame frame, int first, int end, int count, float[] memory, int[] places) {
        float[] input = frame.inputFloats(operands.source());
        int io = frame.inputOffset(operands.source());
        source.fill(input, io, first, end, memory, copyAt);
        source.places(first, end, places, 0);
        float[] a = source.isCopied() ? memory : input;
        int ao = (source.isCopied() ? copyAt : io) + source.runOffsets()[0];
        int channels = from.channels();
        int wide = SEEN * channels;
        for (int i = 0; i < count; i++) {
            loops.input(a, ao + places[i], source.pitch(), memory, halfAt, halfPitch, wide);
            for (int chunk = 0; chunk < chunks; chunk++) {
                int channel = chunk * InnerKernels.MOST_DEPTH;
                int lanes = Math.min(InnerKernels.MOST_DEPTH, channels - channel);
                int out = valuesAt + chunk * POINTS * POINTS * valuePitch + i * InnerKernels.ROW_PITCH;
                for (int row = 0; row < POINTS; row++) {
                    loops.input(
                            memory,
                            halfAt + row * halfPitch + channel,
                            channels,
                            memory,
                            out + row * POINTS * valuePitch,
                            valuePitch,
                            lanes);
                }
            }
        }
    }

    private void multiply(HostFrame frame, int panel, int end, int count, float[] memory, int[] places) {
        for (int point = 0; point < POINTS * POINTS; point++) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                int channel = chunk * InnerKernels.MOST_DEPTH;
                int depth = Math.min(InnerKernels.MOST_DEPTH, from.channels() - channel);
                int values = valuesAt + (chunk * POINTS * POINTS + point) * valuePitch;
                for (int p = panel; p < end; p++) {
                    int vectors = weights.vectors(p);
                    int b = frame.workspaceOffset(0) + weights.start(point, p) + channel * vectors * Width.LANES;
                    int co = productsAt + point * productPitch + (p - panel) * Width.PAIR;
                    for (int row = 0; row < count; ) {
                        int rows = count - row > 4 ? InnerKernels.MOST_ROWS : 4;
                        inner.rows(
                                rows,
                                vectors,
                                memory,
                                values + row * InnerKernels.ROW_PITCH,
                                frame.workspaceFloats(0),
                                b,
                                depth,
                                memory,
                                chunk == 0 ? zerosAt : co,
                                memory,
                                co,
                                places,
                                chunk == 0 ? 2 * most : most + row,
                                most + row);
                        row += rows;
                    }
                }
            }
        }
    }

    /** Transforms the products of a tile back and writes the results that are wanted. */
    private void write(HostFrame frame, int tile, int index, int channel, float[] memory) {
        int lanes = Math.min(groupWidth, to.channels() - channel);
        int products = productsAt + index * groupWidth;
        // columns, then rows, through one call: see WinogradLoops
        for (int i = 0; i < POINTS + SIZE; i++) {
            boolean column = i < POINTS;
            int row = i - POINTS;
            loops.output(
                    memory,
                    column ? products + i * productPitch : halfAt + row * POINTS * groupWidth,
                    column ? POINTS * productPitch : groupWidth,
                    memory,
                    column ? halfAt + i * groupWidth : resultsAt + row * SIZE * groupWidth,
                    column ? POINTS * groupWidth : groupWidth,
                    lanes);
        }
        finish(frame, channel, lanes, memory);
        int image = tile / (map.rows() * map.columns());
        int y = tile / map.columns() % map.rows() * SIZE;
        int x = tile % map.columns() * SIZE;
        int rows = Math.min(SIZE, to.height() - y);
        int columns = Math.min(SIZE, to.width() - x);
        for (int row = 0; row < rows; row++) {
            int out = frame.outputOffset(0)
                    + ((image * to.height() + y + row) * to.width() + x) * to.channels()
                    + channel;
            for (int column = 0; column < columns; column++) {
                System.arraycopy(
                        memory,
                        resultsAt + (row * SIZE + column) * groupWidth,
                        frame.output(0),
                        out + column * to.channels(),
                        lanes);
            }
        }
    }

    private void finish(HostFrame frame, int channel, int lanes, float[] memory) {
        if (operands.bias() >= 0) {
            float[] starts = frame.workspaceFloats(1);
            int at = frame.workspaceOffset(1) + channel;
            for (int place = 0; place < SIZE * SIZE; place++) {
                int result = resultsAt + place * groupWidth;
                for (int i = 0; i < lanes; i++) {
                    memory[result + i] += starts[at + i];
                }
            }
        }
        epilogue.apply(
                frame.workspaceFloats(2),
                frame.workspaceOffset(2),
                to.channels(),
                channel,
                lanes,
                memory,
                resultsAt,
                SIZE * SIZE,
                groupWidth);
    }
}
