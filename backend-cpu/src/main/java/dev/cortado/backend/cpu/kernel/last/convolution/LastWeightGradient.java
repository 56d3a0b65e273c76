package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.Copies;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient at the weights of a convolution of images with channels last: a sum over places of what each sees times the
 * gradient there.
 *
 * <p>Images and lines are cut into shares, whose number depends on shapes alone. Within a share an element is one chain of fused
 * multiply-adds in the order of places; then the shares are added in their order.
 */
final class LastWeightGradient implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 130;
    private static final int GROUP = InnerKernels.GROUP;
    private static final int WANTED_TILES = 8;
    private static final int LEAST_PLACES = 1024;
    /** Floats of sums that all shares together may take. */
    private static final int SUMS = 1 << 24;
    /** Places that are taken at once: a panel of what they see stays in the first-level cache. */
    private static final int PLACES = 192;

    private final ImageConvolution g;
    private final InnerKernels inner;
    private final Grid grid;
    private final WeightColumns columns;
    private final Source source;
    private final int lines;
    private final int step;
    private final int shares;
    private final int groups;
    private final int groupTiles;
    private final int zerosAt;
    private final int copyAt;
    private final int panelAt;
    private final int packedAt;
    private final int scratchLength;

    LastWeightGradient(ImageConvolution g, InnerKernels inner) {
        this.g = g;
        this.inner = inner;
        grid = Grid.forward(g).get(0);
        columns = new WeightColumns(g, grid);
        lines = g.images() * g.rows().places();
        step = Math.max(1, Math.min(lines, PLACES / g.columns().places()));
        // a vector may reach behind the last element that a place sees, which is safe in scratch memory alone
        boolean whole = g.channels() % Width.UNIT == 0;
        source = new Source(grid, g.rows().size(), g.columns().size(), g.channels(), step, !whole);
        groups = (g.outputs() + GROUP - 1) / GROUP;
        int wantedShares = Integer.highestOneBit(
                Math.max(1, Math.min(WANTED_TILES, lines * g.columns().places() / LEAST_PLACES)));
        int affordable = Math.max(1, SUMS / Math.max(1, (int) Math.min(SUMS, (long) groups * GROUP * columns.pitch())));
        int most = Math.min(Math.min(lines, Integer.highestOneBit(affordable)), wantedShares);
        shares = source.isCopied() || groups == 1 ? most : Math.max(1, Math.min(most, WANTED_TILES / groups));
        groupTiles = Math.min(groups, WANTED_TILES / shares);
        ScratchLayout layout = new ScratchLayout();
        zerosAt = layout.add(Width.PAIR);
        copyAt = layout.add(source.size());
        panelAt = layout.add(step * g.columns().places() * Width.PAIR);
        packedAt = layout.add(
                (groups + groupTiles - 1) / groupTiles * step * g.columns().places() * GROUP);
        scratchLength = layout.length();
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? shares * groupTiles : g.outputs();
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0
                ? (long) (g.flops() / FLOPS_PER_NANOSECOND)
                : (long) g.outputs() * g.channels() * g.taps() * (shares + 1) / 2;
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, shares, groups * GROUP, columns.pitch()));
    }

    @Override
    public String description() {
        return "weight gradient " + InnerKernels.MOST_ROWS + "x" + Width.PAIR + ", channels last";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(Math.max(scratchLength, columns.pitch()));
        if (phase == 1) {
            for (int output = from; output < to; output++) {
                finish(frame, output, memory);
            }
            return;
        }
        int[] places = scratch.ints(step * g.columns().places());
        Arrays.fill(memory, zerosAt, zerosAt + Width.PAIR, 0);
        for (int tile = from; tile < to; tile++) {
            int share = tile / groupTiles;
            int firstGroup = groups * (tile % groupTiles) / groupTiles;
            int endGroup = groups * (tile % groupTiles + 1) / groupTiles;
            int end = (int) ((long) lines * (share + 1) / shares);
            int start = (int) ((long) lines * share / shares);
            inner.beginTile();
            for (int line = start; line < end; line += step) {
                add(
                        frame,
                        share,
                        line,
                        Math.min(end, line + step),
                        line == start,
                        firstGroup,
                        endGroup,
                        memory,
                        places);
            }
        }
    }

    /** Adds the products of some lines. */
    private void add(
            HostFrame frame,
            int share,
            int line,
            int end,
            boolean isFirst,
            int firstGroup,
            int endGroup,
            float[] memory,
            int[] places) {
        float[] input = frame.inputFloats(0);
        int io = frame.inputOffset(0);
        source.fill(input, io, line, end, memory, copyAt);
        source.places(line, end, places, 0);
        int count = (end - line) * g.columns().places();
        int gradient = frame.inputOffset(1) + line * g.columns().places() * g.outputs();
        for (int group = firstGroup; group < endGroup; group++) {
            OutputGroups.pack(
                    frame.inputFloats(1),
                    gradient + group * GROUP,
                    g.outputs(),
                    Math.min(GROUP, g.outputs() - group * GROUP),
                    count,
                    memory,
                    packedAt + (group - firstGroup) * count * GROUP);
        }
        float[] b = source.isCopied() ? memory : input;
        int bo = source.isCopied() ? copyAt : io;
        for (int run = 0; run < columns.runs(); run++) {
            int wanted = columns.width(run);
            for (int column = 0; column < wanted; ) {
                int vectors = wanted - column > Width.LANES ? 2 : 1;
                int from = bo + source.runOffsets()[run] + column;
                Copies.views(b, from, places, 0, count, vectors, memory, panelAt);
                for (int group = firstGroup; group < endGroup; group++) {
                    int c = frame.workspaceOffset(0)
                            + (share * groups + group) * GROUP * columns.pitch()
                            + columns.start(run)
                            + column;
                    int a = packedAt + (group - firstGroup) * count * GROUP;
                    int left = g.outputs() - group * GROUP;
                    group(frame, vectors, memory, a, count, isFirst, c, left);
                }
                column += vectors * Width.LANES;
            }
        }
    }

    /** Adds the products of the rows of a group. */
    private void group(
            HostFrame frame, int vectors, float[] memory, int a, int count, boolean isFirst, int co, int left) {
        float[] c = frame.workspaceFloats(0);
        for (int row = 0; row < Math.min(left, GROUP); row += InnerKernels.MOST_ROWS) {
            int at = co + row * columns.pitch();
            inner.outer(
                    InnerKernels.MOST_ROWS,
                    vectors,
                    memory,
                    a + row,
                    memory,
                    panelAt,
                    count,
                    isFirst ? memory : c,
                    isFirst ? zerosAt : at,
                    isFirst ? 0 : columns.pitch(),
                    c,
                    at,
                    columns.pitch());
        }
    }

    private void finish(HostFrame frame, int output, float[] memory) {
        float[] sums = frame.workspaceFloats(0);
        int at = frame.workspaceOffset(0) + output * columns.pitch();
        int size = columns.pitch();
        Shares.add(sums, at, groups * GROUP * size, shares, size, memory, 0);
        int out = frame.outputOffset(0) + output * g.channels() * g.taps();
        columns.scatter(memory, 0, frame.outputFloats(0), out);
    }
}
