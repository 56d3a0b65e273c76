package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.List;

/**
 * The gradient of a convolution with respect to its kernel, with lanes over input channels and neighbouring taps.
 *
 * <p>A weight is one chain of fused multiply-adds over the images of a chunk of the batch and their places, in order; the
 * chains of the chunks are added in order.
 */
final class PanelWeightGradient implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 80;

    private final Geometry g;
    private final InnerKernels inner;
    private final PanelGradientTiling tiling;
    private final WeightRuns runs;
    private final WeightRuns lastRuns;
    private final RowBlocks blocks;
    private final RowBlocks lastBlocks;
    /** Elements of the sums of one output channel, and of all of a chunk. */
    private final int rowLength;

    private final int chunkLength;
    private final int partAt;
    private final int rowsAt;
    private final int zerosAt;
    private final int scratchLength;

    PanelWeightGradient(Geometry g, InnerKernels inner) {
        this.g = g;
        this.inner = inner;
        tiling = PanelGradientTiling.of(g);
        int lastChannels = g.channels - (tiling.channelTiles(g) - 1) * tiling.channels();
        runs = new WeightRuns(g, tiling.channels(), tiling.leadPlaces(), tiling.joined());
        lastRuns = lastChannels == tiling.channels()
                ? runs
                : new WeightRuns(g, lastChannels, tiling.leadPlaces(), tiling.joined());
        blocks = new RowBlocks(tiling.outputs());
        lastBlocks = new RowBlocks(g.outputs - (tiling.outputTiles(g) - 1) * tiling.outputs());
        rowLength = (tiling.channelTiles(g) - 1) * runs.rowLength() + lastRuns.rowLength();
        chunkLength = Math.multiplyExact(g.groups * g.outputs, rowLength);
        int places = tiling.joined() * tiling.leadPlaces() * g.inner;
        ScratchLayout layout = new ScratchLayout();
        partAt = layout.add(runs.source.size() * tiling.joined() + Width.PANEL);
        rowsAt = layout.add(blocks.packedRows() * places);
        zerosAt = layout.add(Width.PANEL);
        scratchLength = Math.max(layout.length(), rowLength);
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? tiling.tiles(g) : g.groups * g.outputs;
    }

    @Override
    public long nanoseconds(int phase) {
        return phase == 0 ? (long) (g.flops() / FLOPS_PER_NANOSECOND) : (long) chunkLength * (tiling.chunks() + 4) / 4;
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, tiling.chunks(), chunkLength));
    }

    @Override
    public String description() {
        return "weight gradient " + RowBlocks.MOST + "x" + Width.PANEL + ", " + tiling.chunks() + " chunks";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] memory = scratch.floats(scratchLength);
        for (int tile = from; tile < to; tile++) {
            if (phase == 1) {
                addChunks(frame, memory, tile);
            } else {
                int outputTile = tile % tiling.outputTiles(g);
                int rest = tile / tiling.outputTiles(g);
                int channelTile = rest % tiling.channelTiles(g);
                rest /= tiling.channelTiles(g);
                tile(frame, memory, rest / g.groups, rest % g.groups, channelTile, outputTile);
            }
        }
    }

    private void tile(HostFrame frame, float[] memory, int chunk, int group, int channelTile, int outputTile) {
        inner.beginTile();
        WeightRuns part = channelTile == tiling.channelTiles(g) - 1 ? lastRuns : runs;
        RowBlocks rows = outputTile == tiling.outputTiles(g) - 1 ? lastBlocks : blocks;
        int channel = channelTile * tiling.channels();
        int output = outputTile * tiling.outputs();
        int sums = frame.workspaceOffset(0)
                + chunk * chunkLength
                + (group * g.outputs + output) * rowLength
                + channelTile * runs.rowLength();
        RowCopy.zero(memory, zerosAt, Width.PANEL);
        boolean first = true;
        int end = tiling.firstImage(g, chunk + 1);
        for (int image = tiling.firstImage(g, chunk); image < end; image += tiling.joined()) {
            int images = Math.min(tiling.joined(), end - image);
            for (int lead = 0; lead < g.leadPlaces; lead += tiling.leadPlaces()) {
                int places = Math.min(tiling.leadPlaces(), g.leadPlaces - lead) * g.inner;
                for (int i = 0; i < images; i++) {
                    int index = (image + i) * g.groups + group;
                    part.source.fill(
                            frame.inputFloats(0),
                            frame.inputOffset(0) + (index * g.channels + channel) * g.plane,
                            lead,
                            memory,
                            partAt + i * part.source.size());
                }
                pack(
                        frame,
                        memory,
                        rows,
                        images,
                        places,
                        ((image * g.groups + group) * g.outputs + output) * g.places + lead * g.inner);
                multiply(frame, memory, part, rows, images * places, sums, first);
                first = false;
            }
        }
    }

    /** Packs the gradient's channels, places of all images in a row. */
    private void pack(HostFrame frame, float[] memory, RowBlocks rows, int images, int places, int from) {
        int imageStride = g.groups * g.outputs * g.places;
        for (int block = 0; block < rows.count(); block++) {
            int at = rowsAt + rows.packedStart(block) * images * places;
            for (int i = 0; i < images; i++) {
                RowBlocks.packContiguous(
                        frame.inputFloats(1),
                        frame.inputOffset(1) + from + i * imageStride + rows.start(block) * g.places,
                        g.places,
                        rows.rows(block),
                        places,
                        memory,
                        at + i * places * RowBlocks.stride(rows.rows(block)));
            }
        }
    }

    private void multiply(
            HostFrame frame, float[] memory, WeightRuns part, RowBlocks rows, int places, int sums, boolean first) {
        float[] c = frame.workspaceFloats(0);
        for (int run = 0; run < part.runs(); run++) {
            int panel = partAt + part.runOffset(run);
            int target = sums + part.runStart(run);
            for (int column = 0; column < part.length(); ) {
                int vectors = Width.vectors(part.length() - column);
                for (int block = 0; block < rows.count(); block++) {
                    int co = target + column + rows.start(block) * rowLength;
                    inner.panel(
                            rows.rows(block),
                            vectors,
                            memory,
                            rowsAt + rows.packedStart(block) * places,
                            memory,
                            panel + column,
                            part.placeOffsets,
                            0,
                            places,
                            first ? memory : c,
                            first ? zerosAt : co,
                            first ? 0 : rowLength,
                            first ? 0 : Width.LANES,
                            c,
                            co,
                            rowLength);
                }
                column += vectors * Width.LANES;
            }
        }
    }

    private void addChunks(HostFrame frame, float[] memory, int row) {
        float[] sums = frame.workspaceFloats(0);
        int from = frame.workspaceOffset(0) + row * rowLength;
        System.arraycopy(sums, from, memory, 0, rowLength);
        for (int chunk = 1; chunk < tiling.chunks(); chunk++) {
            RowCopy.add(sums, from + chunk * chunkLength, rowLength, memory, 0);
        }
        int out = frame.outputOffset(0) + row * g.depth;
        for (int tile = 0; tile < tiling.channelTiles(g); tile++) {
            WeightRuns part = tile == tiling.channelTiles(g) - 1 ? lastRuns : runs;
            part.unpack(
                    memory,
                    tile * runs.rowLength(),
                    frame.outputFloats(0),
                    out + tile * tiling.channels() * g.taps,
                    g.taps);
        }
    }
}
