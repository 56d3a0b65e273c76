package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.last.LastEpilogue;
import dev.cortado.backend.cpu.kernel.last.convolution.GridConvolution.Operands;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.Arrays;
import java.util.List;

/** Computes the places of one grid: products of what each sees and panels of weights. */
final class GridKernel {

    /** Places up to which panels pass too fast for the memory to keep up. */
    private static final int FEW = 64;

    /** Floats of a line of the cache. */
    private static final int LINE = 16;

    private final Grid grid;
    private final PanelWeights weights;
    private final LastEpilogue epilogue;
    private final InnerKernels inner;
    private final int height;
    private final int width;
    private final int channels;
    private final LineTiles tiles;
    private final Source source;
    private final List<Chunk> chunks;
    private final int entries;

    /**
     * Creates the kernel of a grid.
     *
     * @param images images of source and target
     * @param from the source
     * @param to the target
     * @param epilogue what is done to results; the places of a grid with one must be all of the target
     */
    GridKernel(
            Grid grid,
            PanelWeights weights,
            int images,
            Image from,
            Image to,
            LastEpilogue epilogue,
            InnerKernels inner) {
        this.grid = grid;
        this.weights = weights;
        this.epilogue = epilogue;
        this.inner = inner;
        height = to.height;
        width = to.width;
        channels = to.channels;
        tiles = LineTiles.of(images * grid.rows(), grid.columns(), from.channels, weights.panels());
        source = new Source(grid, from.height, from.width, from.channels, tiles.most(), false);
        chunks = Chunk.of(grid, source.runOffsets(), from.channels);
        entries = tiles.most() * grid.columns() + InnerKernels.MOST_ROWS;
    }

    /** The size of an image. */
    record Image(int height, int width, int channels) {}

    int tiles() {
        return tiles.count();
    }

    /** Returns the floats of scratch memory for the copy of the source. */
    int copySize() {
        return source.size();
    }

    /**
     * The parts of scratch memory.
     *
     * @param copy where the copy of the source starts
     * @param rows where rows of blocks start
     * @param part where results of a panel that is not whole start
     */
    record Places(int copy, int rows, int part) {}

    /** Returns the floats of scratch memory for rows of blocks. */
    int rowsSize() {
        return entries * InnerKernels.ROW_PITCH;
    }

    /** Returns the floats of scratch memory for results that are not whole panels, and a line more. */
    int tileSize() {
        return tiles.most() * grid.columns() * Width.PAIR + LINE;
    }

    /** Returns the ints of scratch memory. */
    int places() {
        return 4 * entries;
    }

    /**
     * Computes a tile.
     *
     * @param starts what sums start with, one per channel
     * @param packed the panels of weights
     * @param memory scratch memory
     * @param at where its parts start
     * @param places scratch memory for tables
     */
    void run(
            HostFrame frame,
            Operands operands,
            int tile,
            float[] starts,
            int so,
            float[] packed,
            int po,
            float[] memory,
            Places at,
            int[] places) {
        inner.beginTile();
        int first = tiles.firstLine(tile);
        int end = tiles.endLine(tile);
        int count = (end - first) * grid.columns();
        float[] input = frame.inputFloats(operands.source());
        int io = frame.inputOffset(operands.source());
        source.fill(input, io, first, end, memory, at.copy);
        place(first, end, count, places);
        float[] a = source.isCopied() ? memory : input;
        int ao = source.isCopied() ? at.copy : io;
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            pack(chunk, count, a, ao, places, memory, at.rows);
            for (int panel = tiles.firstPanel(tile); panel < tiles.endPanel(tile); panel++) {
                boolean whole = weights.isWhole(panel);
                float[] c = whole ? frame.outputFloats(0) : memory;
                int co = whole ? frame.outputOffset(0) + panel * Width.PAIR : at.part;
                int table = whole ? entries : 2 * entries;
                float[] s = i == 0 ? starts : c;
                int start = i == 0 ? so + panel * Width.PAIR : co;
                int vectors = weights.vectors(panel);
                int b = po + weights.start(panel) + chunk.first() * vectors * Width.LANES;
                if (count <= FEW) {
                    // stored where nobody looks, or the JIT would leave it out
                    memory[at.part + tileSize() - LINE] = touch(packed, b, chunk.depth() * vectors * Width.LANES);
                }
                for (int row = 0; row < count; ) {
                    int rows = count - row > 4 ? InnerKernels.MOST_ROWS : 4;
                    inner.rows(
                            rows,
                            vectors,
                            memory,
                            at.rows + row * InnerKernels.ROW_PITCH,
                            packed,
                            b,
                            chunk.depth(),
                            s,
                            start,
                            c,
                            co,
                            places,
                            i == 0 ? 3 * entries : table + row,
                            table + row);
                    row += rows;
                }
            }
        }
        int last = tiles.endPanel(tile) - 1;
        for (int i = 0; i < count && !weights.isWhole(last); i++) {
            int out = frame.outputOffset(0) + places[entries + i] + last * Width.PAIR;
            System.arraycopy(memory, at.part + i * Width.PAIR, frame.output(0), out, weights.wanted(last));
        }
        int channel = tiles.firstPanel(tile) * Width.PAIR;
        epilogue.apply(
                frame.workspaceFloats(2),
                frame.workspaceOffset(2),
                channels,
                channel,
                Math.min(channels, (last + 1) * Width.PAIR) - channel,
                frame.outputFloats(0),
                frame.outputOffset(0) + places[entries] + channel,
                count,
                channels);
    }

    /**
     * Brings a panel into the cache: many lines are under way at once, while a product waits for one after the other. Returns
     * something that depends on all of them.
     */
    private static float touch(float[] packed, int from, int count) {
        float first = 0;
        float second = 0;
        int end = from + count;
        for (int i = from; i < end - LINE; i += 2 * LINE) {
            first += packed[i];
            second += packed[i + LINE];
        }
        return first + second;
    }

    /** Fills the tables: where places look, where their results go, where these go in scratch memory, and zeros. */
    private void place(int first, int end, int count, int[] places) {
        source.places(first, end, places, 0);
        int entry = entries;
        for (int line = first; line < end; line++) {
            int image = line / grid.rows();
            int row = grid.firstRow() + line % grid.rows() * grid.targetStep().down();
            int start = ((image * height + row) * width + grid.firstColumn()) * channels;
            for (int column = 0; column < grid.columns(); column++) {
                places[entry++] = start + column * grid.targetStep().across() * channels;
            }
        }
        for (int i = 0; i < count; i++) {
            places[2 * entries + i] = i * Width.PAIR;
        }
        for (int table = 0; table < 3; table++) {
            Arrays.fill(places, table * entries + count, (table + 1) * entries, places[table * entries + count - 1]);
        }
        Arrays.fill(places, 3 * entries, 4 * entries, 0);
    }

    /** Copies what the places of a tile see of a chunk, each a row. */
    private void pack(Chunk chunk, int count, float[] a, int ao, int[] places, float[] memory, int rowsAt) {
        int to = rowsAt;
        for (int i = 0; i < chunk.pieces().size(); i++) {
            Chunk.Piece piece = chunk.pieces().get(i);
            // a block that is not full computes its last place several times
            int rows = count + InnerKernels.MOST_ROWS - 1;
            PieceCopy.run(a, ao + piece.offset(), places, rows, piece.length(), memory, to);
            to += piece.length();
        }
    }
}
