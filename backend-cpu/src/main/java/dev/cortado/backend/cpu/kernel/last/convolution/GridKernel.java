package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.last.convolution.GridConvolution.Operands;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;
import dev.cortado.backend.cpu.kernel.matmul.Width;

/** Computes the places of one grid: products of what each sees and panels of weights. */
final class GridKernel {

    private final Grid grid;
    private final PanelWeights weights;
    private final InnerKernels inner;
    private final int sourceChannels;
    private final int height;
    private final int width;
    private final int channels;
    private final LineTiles tiles;
    private final Source source;
    private final int entries;

    /**
     * Creates the kernel of a grid.
     *
     * @param images images of source and target
     * @param from the source
     * @param to the target
     */
    GridKernel(Grid grid, PanelWeights weights, int images, Image from, Image to, InnerKernels inner) {
        this.grid = grid;
        this.weights = weights;
        this.inner = inner;
        sourceChannels = from.channels;
        height = to.height;
        width = to.width;
        channels = to.channels;
        tiles = new LineTiles(images * grid.rows(), grid.columns(), from.channels, weights.panels());
        source = new Source(grid, from.height, from.width, from.channels, tiles.most(), false);
        entries = tiles.most() * grid.columns() + RowBlocks.MOST;
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

    /** Returns the floats of scratch memory for results that are not whole panels. */
    int tileSize() {
        return tiles.most() * grid.columns() * Width.PANEL;
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
     * @param memory scratch memory with the copy at {@code copyAt} and results at {@code tileAt}
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
            int copyAt,
            int tileAt,
            int[] places) {
        inner.beginTile();
        int first = tiles.firstLine(tile);
        int end = tiles.endLine(tile);
        int count = (end - first) * grid.columns();
        float[] input = frame.inputFloats(operands.source());
        int io = frame.inputOffset(operands.source());
        source.fill(input, io, first, end, memory, copyAt);
        place(first, end, count, places);
        float[] a = source.isCopied() ? memory : input;
        int ao = source.isCopied() ? copyAt : io;
        for (int panel = tiles.firstPanel(tile); panel < tiles.endPanel(tile); panel++) {
            boolean whole = weights.wanted(panel) == weights.vectors(panel) * Width.LANES;
            float[] c = whole ? frame.outputFloats(0) : memory;
            int out = frame.outputOffset(0) + panel * Width.PANEL;
            int co = whole ? out : tileAt;
            panel(panel, count, a, ao, starts, so, packed, po, c, co, places, whole ? 1 : 2);
            if (!whole) {
                for (int i = 0; i < count; i++) {
                    System.arraycopy(
                            memory,
                            tileAt + i * Width.PANEL,
                            frame.output(0),
                            out + places[entries + i],
                            weights.wanted(panel));
                }
            }
        }
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
            places[2 * entries + i] = i * Width.PANEL;
        }
        for (int table = 0; table < 3; table++) {
            // a block that is not full computes its last place several times
            java.util.Arrays.fill(
                    places, table * entries + count, (table + 1) * entries, places[table * entries + count - 1]);
        }
        java.util.Arrays.fill(places, 3 * entries, 4 * entries, 0);
    }

    private void panel(
            int panel,
            int count,
            float[] a,
            int ao,
            float[] starts,
            int so,
            float[] packed,
            int po,
            float[] c,
            int co,
            int[] places,
            int table) {
        int vectors = weights.vectors(panel);
        int row = po + weights.start(panel);
        int runs = Math.max(1, grid.runs().size());
        for (int run = 0; run < runs; run++) {
            // places that see nothing get what sums start with
            int depth = grid.runs().isEmpty() ? 0 : grid.runs().get(run).taps().size() * sourceChannels;
            int from = grid.runs().isEmpty() ? ao : ao + source.runOffsets()[run];
            float[] s = run == 0 ? starts : c;
            int start = run == 0 ? so + panel * Width.PANEL : co;
            for (int i = 0; i < count; i += RowBlocks.MOST) {
                inner.rows(
                        vectors,
                        a,
                        from,
                        packed,
                        row,
                        depth,
                        s,
                        start,
                        c,
                        co,
                        places,
                        i,
                        run == 0 ? 3 * entries : table * entries + i,
                        table * entries + i);
            }
            row += depth * vectors * Width.LANES;
        }
    }
}
