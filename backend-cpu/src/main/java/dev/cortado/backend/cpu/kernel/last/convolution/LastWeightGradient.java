package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
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
    private static final int LEAST_PLACES = 64;
    /** Floats of sums that all shares together may take. */
    private static final int SUMS = 1 << 24;
    /** Places that are taken at once: a panel of what they see stays in the first-level cache. */
    private static final int PLACES = 192;
    /** Panels that are packed at once: with the groups of the gradient they stay in the second-level cache. */
    private static final int PANELS = 8;

    private final ImageConvolution g;
    private final InnerKernels inner;
    private final Grid grid;
    private final WeightColumns columns;
    private final Source source;
    private final int lines;
    private final int step;
    private final WeightTiling tiling;
    private final int groups;
    private final int zerosAt;
    private final int copyAt;
    private final int panelAt;
    private final int packedAt;
    private final int panelPitch;
    private final int groupPitch;
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
        tiling = tiling();
        ScratchLayout layout = new ScratchLayout();
        zerosAt = layout.add(Width.PAIR);
        copyAt = layout.add(source.size());
        int most = step * g.columns().places();
        // one vector more than they fill, since panels at multiples of 4096 bytes compete for places of the cache
        panelPitch = (most + 1) * Width.PAIR;
        groupPitch = (most + 1) * GROUP;
        panelAt = layout.add(Math.min(PANELS, columns.pairs()) * panelPitch);
        packedAt = layout.add((groups + tiling.rows() - 1) / tiling.rows() * groupPitch);
        scratchLength = layout.length();
    }

    private WeightTiling tiling() {
        long places = (long) lines * g.columns().places();
        long sums = (long) groups * GROUP * columns.pitch();
        long most = Math.min(Math.min(lines, places / LEAST_PLACES), SUMS / sums);
        return WeightTiling.of(
                places * columns.pitch(),
                source.isCopied()
                        ? (long) g.images() * g.rows().size() * g.columns().size() * g.channels()
                        : 0,
                places * groups * GROUP,
                sums,
                (int) Math.max(1, most),
                groups,
                columns.pairs());
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? tiling.tiles() : g.outputs();
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0
                ? (long) (g.flops() / FLOPS_PER_NANOSECOND)
                : (long) g.outputs() * g.channels() * g.taps() * (tiling.shares() + 1) / 2;
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, tiling.shares(), groups * GROUP, columns.pitch()));
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
            int share = tiling.share(tile);
            int end = (int) ((long) lines * (share + 1) / tiling.shares());
            int start = (int) ((long) lines * share / tiling.shares());
            inner.beginTile();
            for (int line = start; line < end; line += step) {
                add(frame, tile, line, Math.min(end, line + step), line == start, memory, places);
            }
        }
    }

    /** Adds the products of some lines. */
    private void add(HostFrame frame, int tile, int line, int end, boolean isFirst, float[] memory, int[] places) {
        float[] input = frame.inputFloats(0);
        int io = frame.inputOffset(0);
        source.fill(input, io, line, end, memory, copyAt);
        source.places(line, end, places, 0);
        int count = (end - line) * g.columns().places();
        int firstGroup = groups * tiling.row(tile) / tiling.rows();
        int endGroup = groups * (tiling.row(tile) + 1) / tiling.rows();
        OutputGroups.pack(
                frame.inputFloats(1),
                frame.inputOffset(1) + line * g.columns().places() * g.outputs() + firstGroup * GROUP,
                g.outputs(),
                Math.min(endGroup * GROUP, g.outputs()) - firstGroup * GROUP,
                count,
                memory,
                packedAt,
                groupPitch);
        float[] b = source.isCopied() ? memory : input;
        int bo = source.isCopied() ? copyAt : io;
        int pair = columns.pairs() * tiling.column(tile) / tiling.columns();
        int endPair = columns.pairs() * (tiling.column(tile) + 1) / tiling.columns();
        while (pair < endPair) {
            int run = columns.run(pair);
            int column = columns.column(pair);
            int pairs = Math.min(PANELS, Math.min(endPair, columns.firstPair(run + 1)) - pair);
            int width = Math.min(pairs * Width.PAIR, columns.width(run) - column);
            int from = bo + source.runOffsets()[run] + column;
            ColumnPanels.pack(b, from, places, count, width, memory, panelAt, panelPitch);
            for (int at = 0; at < width; at += Width.PAIR) {
                int vectors = width - at > Width.LANES ? 2 : 1;
                int panel = panelAt + at / Width.PAIR * panelPitch;
                for (int group = firstGroup; group < endGroup; group++) {
                    int c = frame.workspaceOffset(0)
                            + (tiling.share(tile) * groups + group) * GROUP * columns.pitch()
                            + columns.start(run)
                            + column
                            + at;
                    int a = packedAt + (group - firstGroup) * groupPitch;
                    int left = g.outputs() - group * GROUP;
                    group(frame, vectors, memory, a, panel, count, isFirst, c, left);
                }
            }
            pair += pairs;
        }
    }

    /** Adds the products of the rows of a group. */
    private void group(
            HostFrame frame,
            int vectors,
            float[] memory,
            int a,
            int panel,
            int count,
            boolean isFirst,
            int co,
            int left) {
        float[] c = frame.workspaceFloats(0);
        for (int row = 0; row < Math.min(left, GROUP); row += InnerKernels.MOST_ROWS) {
            int at = co + row * columns.pitch();
            inner.outer(
                    InnerKernels.MOST_ROWS,
                    vectors,
                    memory,
                    a + row,
                    memory,
                    panel,
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
        Shares.add(sums, at, groups * GROUP * size, tiling.shares(), size, memory, 0);
        int out = frame.outputOffset(0) + output * g.channels() * g.taps();
        columns.scatter(memory, 0, frame.outputFloats(0), out);
    }
}
