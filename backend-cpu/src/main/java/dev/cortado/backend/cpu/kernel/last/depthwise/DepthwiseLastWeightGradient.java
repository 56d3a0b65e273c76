package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of the kernels of a depthwise convolution on images with channels last.
 *
 * <p>The rows of all gradients, image after image, are cut into chunks, as shapes alone say. Products of a chunk are added
 * place after place, by fused multiply-adds; then the sums of all chunks are added in order.
 */
final class DepthwiseLastWeightGradient implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 40;
    private static final int WANTED_TILES = 16;
    private static final int ENOUGH_TILES = 4;
    private static final int FEWEST_PLACES = 64;
    private static final int WIDE = 8;
    private static final int MOST_PLACES = 4096;

    /** Floats of the rows that taps see: half of a small second-level cache. */
    private static final int MOST_FLOATS = 1 << 15;

    private final InnerKernels inner;
    private final LastLoops loops;
    private final WalkedAxis rows;
    private final WalkedAxis columns;
    private final int images;
    private final int channels;
    private final int taps;
    private final ChannelBlocks blocks;
    /** Whether gradients are copied a row at a time, in the order of memory; else vectors read them across a row. */
    private final boolean copied;

    private final RowRing ring;
    private final int[][] offsets;
    private final int chunks;
    private final int memoryAt;
    private final int sumsAt;
    private final int gradientsAt;
    private final int scratchLength;

    DepthwiseLastWeightGradient(int images, int channels, WalkedAxis rows, WalkedAxis columns, InnerKernels inner) {
        this.images = images;
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.inner = inner;
        loops = LastLoops.of(inner);
        taps = rows.taps() * columns.taps();
        long lines = (long) images * rows.places();
        ChannelBlocks narrow = ChannelBlocks.of(channels, (long) rows.window() * columns.extent());
        ChannelBlocks one = ChannelBlocks.one(channels);
        // pixels as a whole are read in the order of memory, if there are enough tiles without blocks
        boolean whole = chunks(lines, columns.places(), 1) >= ENOUGH_TILES
                && (long) rows.window() * columns.extent() * one.width() <= MOST_FLOATS;
        blocks = whole ? one : narrow;
        copied = whole && columns.places() >= WIDE;
        ring = new RowRing(rows, columns, blocks.width(), loops);
        offsets = ring.offsets(rows.walks().get(0), columns.walks().get(0));
        chunks = chunks(lines, columns.places(), blocks.count());
        ScratchLayout layout = new ScratchLayout();
        memoryAt = layout.add(ring.size());
        sumsAt = layout.add(taps * blocks.width());
        gradientsAt = layout.add(copied ? Math.multiplyExact(columns.places(), blocks.width()) : 0);
        scratchLength = layout.length();
    }

    /** Returns enough chunks for several threads, of not too many places each, and of at least one row. */
    private static int chunks(long rows, int width, int blocks) {
        long places = rows * width;
        long forThreads = Math.min((WANTED_TILES - 1) / blocks + 1, places / FEWEST_PLACES);
        long wanted = Math.max(forThreads, places / MOST_PLACES);
        return (int) Math.max(1, Math.min(rows, wanted));
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, chunks, taps, channels));
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? chunks * blocks.count() : blocks.count();
    }

    @Override
    public long nanoseconds(int phase) {
        double flops = 2.0 * images * rows.places() * columns.places() * taps * channels;
        return phase == 0 ? (long) (flops / FLOPS_PER_NANOSECOND) : (long) chunks * taps * channels / 4;
    }

    @Override
    public String description() {
        return "depthwise weight gradient, channels last";
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        inner.beginTile();
        for (int tile = from; tile < to; tile++) {
            int block = tile % blocks.count();
            if (phase == 0) {
                chunk(frame, tile / blocks.count(), block, scratch.floats(scratchLength));
            } else {
                total(frame, block);
            }
        }
    }

    private void chunk(HostFrame frame, int chunk, int block, float[] memory) {
        int channel = blocks.first(block);
        int count = blocks.size(block);
        long all = (long) images * rows.places();
        int first = (int) (all * chunk / chunks);
        int end = (int) (all * (chunk + 1) / chunks);
        Arrays.fill(memory, sumsAt, sumsAt + taps * blocks.width(), 0);
        int filled = 0;
        for (int row = first; row < end; row++) {
            int image = row / rows.places();
            if (row % rows.places() == 0) {
                filled = 0;
            }
            int position = row % rows.places() * rows.walks().get(0).sourceStep();
            int reached = position + rows.window();
            int source = image * rows.size() * columns.size() * channels + channel;
            ring.fill(
                    Math.max(filled, position),
                    reached,
                    frame.inputFloats(0),
                    frame.inputOffset(0) + source,
                    channels,
                    count,
                    memory,
                    memoryAt);
            filled = reached;
            int gradients = frame.inputOffset(1) + row * columns.places() * channels + channel;
            if (copied) {
                loops.copy(
                        frame.inputFloats(1),
                        gradients,
                        channels,
                        count,
                        columns.places(),
                        memory,
                        gradientsAt,
                        blocks.width());
                dots(position, count, memory, gradientsAt, blocks.width(), memory);
            } else {
                dots(position, count, frame.inputFloats(1), gradients, channels, memory);
            }
        }
        store(frame, chunk, channel, count, memory);
    }

    private void dots(int position, int count, float[] dy, int di, int stride, float[] memory) {
        loops.dots(
                memory,
                memoryAt,
                columns.walks().get(0).sourceStep() * blocks.width(),
                offsets[ring.phase(position)],
                dy,
                di,
                stride,
                columns.places(),
                count,
                memory,
                sumsAt,
                blocks.width());
    }

    private void store(HostFrame frame, int chunk, int channel, int count, float[] memory) {
        int group = loops.group(count);
        for (int tap = 0; tap < taps; tap++) {
            int to = frame.workspaceOffset(0) + (chunk * taps + tap) * channels + channel;
            for (int i = 0; i < count; i += group) {
                int length = Math.min(group, count - i);
                int from = sumsAt + tap * blocks.width() + i + group - length;
                System.arraycopy(memory, from, frame.workspaceFloats(0), to + i, length);
            }
        }
    }

    private void total(HostFrame frame, int block) {
        int channel = blocks.first(block);
        int count = blocks.size(block);
        float[] sums = frame.workspaceFloats(0);
        float[] result = frame.outputFloats(0);
        for (int tap = 0; tap < taps; tap++) {
            int si = frame.workspaceOffset(0) + tap * channels + channel;
            for (int chunk = 1; chunk < chunks; chunk++) {
                add(sums, si + chunk * taps * channels, si, count);
            }
            for (int i = 0; i < count; i++) {
                result[frame.outputOffset(0) + (channel + i) * taps + tap] = sums[si + i];
            }
        }
    }

    private static void add(float[] sums, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            sums[to + i] += sums[from + i];
        }
    }
}
