package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.last.LastEpilogue;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Convolution of every channel with a kernel of its own, or the gradient of its input, on images with channels last.
 *
 * <p>A result is its bias (or 0) plus the taps in order, by fused multiply-adds; taps on padding multiply a zero. Rows of
 * the source pass through a {@link RowRing}; weights are transposed once, so that the channels of a tap lie together.
 */
final class DepthwiseLastConvolution implements HostKernel {

    private static final double FLOPS_PER_NANOSECOND = 40;
    private static final int WANTED_TILES = 16;
    private static final int FEWEST_ROWS = 4;
    private static final int SIDE = 3;

    private final Operands operands;
    private final LastEpilogue epilogue;
    private final String description;
    private final InnerKernels inner;
    private final LastLoops loops;
    private final WalkedAxis rows;
    private final WalkedAxis columns;
    private final int images;
    private final int channels;
    private final int taps;
    private final ChannelBlocks blocks;
    private final RowRing ring;
    private final Step[][] steps;
    private final int rowsPerTile;
    private final int pieces;
    private final int startsAt;
    private final int numbersAt;
    private final int memoryAt;
    private final int scratchLength;

    /**
     * Where the operands are.
     *
     * @param source the operand with the images
     * @param weights the operand with the weights
     * @param bias the operand with the bias; negative without one
     */
    record Operands(int source, int weights, int bias) {}

    /**
     * What two walks do together.
     *
     * @param offsets where taps start in the ring, per phase
     * @param weights where their weights start
     * @param neighbours whether they are all taps of a 3x3 kernel, in order or reversed, each beside the next
     */
    private record Step(int[][] offsets, int[] weights, boolean neighbours) {}

    DepthwiseLastConvolution(
            int images,
            int channels,
            WalkedAxis rows,
            WalkedAxis columns,
            Operands operands,
            LastEpilogue epilogue,
            String description,
            InnerKernels inner) {
        this.images = images;
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.operands = operands;
        this.epilogue = epilogue;
        this.description = description;
        this.inner = inner;
        loops = LastLoops.of(inner);
        taps = rows.taps() * columns.taps();
        blocks = ChannelBlocks.of(channels, (long) rows.window() * columns.extent());
        ring = new RowRing(rows, columns, blocks.width(), loops);
        steps = new Step[rows.walks().size()][columns.walks().size()];
        for (int i = 0; i < steps.length; i++) {
            for (int j = 0; j < steps[i].length; j++) {
                steps[i][j] = step(rows.walks().get(i), columns.walks().get(j));
            }
        }
        int wanted = (WANTED_TILES - 1) / Math.max(1, images * blocks.count()) + 1;
        rowsPerTile = Math.max(FEWEST_ROWS, (rows.places() + wanted - 1) / wanted);
        pieces = (rows.places() + rowsPerTile - 1) / rowsPerTile;
        startsAt = taps * channels;
        numbersAt = startsAt + channels;
        ScratchLayout layout = new ScratchLayout();
        memoryAt = layout.add(ring.size());
        scratchLength = layout.length();
    }

    private Step step(Walk down, Walk along) {
        int[] weights = new int[down.taps().length * along.taps().length];
        int i = 0;
        for (int row : down.taps()) {
            for (int column : along.taps()) {
                weights[i++] = (row * columns.taps() + column) * channels;
            }
        }
        int[] shifts = along.shifts();
        boolean neighbours = rows.taps() == SIDE
                && columns.taps() == SIDE
                && down.taps().length == SIDE
                && shifts.length == SIDE
                && shifts[1] - shifts[0] == along.sourceStep()
                && shifts[2] - shifts[1] == along.sourceStep();
        return new Step(ring.offsets(down, along), weights, neighbours);
    }

    @Override
    public int phases() {
        return 2;
    }

    @Override
    public int preparingPhases() {
        return 1;
    }

    @Override
    public List<Integer> preparedFrom() {
        List<Integer> read = new ArrayList<>(List.of(operands.weights()));
        if (operands.bias() >= 0) {
            read.add(operands.bias());
        }
        read.addAll(epilogue.operands());
        return read;
    }

    @Override
    public List<TensorSpec> workspace() {
        return List.of(TensorSpec.of(DType.FLOAT32, numbersAt + epilogue.size(channels)));
    }

    @Override
    public int tiles(int phase) {
        return phase == 0 ? 1 : images * pieces * blocks.count();
    }

    @Override
    public long nanoseconds(int phase) {
        double flops = 2.0 * images * rows.places() * columns.places() * taps * channels;
        return phase == 0 ? (long) taps * channels : (long) (flops / FLOPS_PER_NANOSECOND);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        inner.beginTile();
        for (int tile = from; tile < to; tile++) {
            if (phase == 0) {
                prepare(frame);
            } else {
                tile(frame, tile, scratch.floats(scratchLength));
            }
        }
    }

    private void prepare(HostFrame frame) {
        float[] weights = frame.inputFloats(operands.weights());
        int wi = frame.inputOffset(operands.weights());
        float[] prepared = frame.workspaceFloats(0);
        int at = frame.workspaceOffset(0);
        for (int tap = 0; tap < taps; tap++) {
            for (int channel = 0; channel < channels; channel++) {
                prepared[at + tap * channels + channel] = weights[wi + channel * taps + tap];
            }
        }
        if (operands.bias() < 0) {
            Arrays.fill(prepared, at + startsAt, at + startsAt + channels, 0);
        } else {
            float[] bias = frame.inputFloats(operands.bias());
            System.arraycopy(bias, frame.inputOffset(operands.bias()), prepared, at + startsAt, channels);
        }
        epilogue.prepare(frame, channels, prepared, at + numbersAt);
    }

    private void tile(HostFrame frame, int tile, float[] memory) {
        int block = tile % blocks.count();
        int image = tile / blocks.count() / pieces;
        int channel = blocks.first(block);
        int count = blocks.size(block);
        int first = tile / blocks.count() % pieces * rowsPerTile;
        int end = Math.min(rows.places(), first + rowsPerTile);
        float[] source = frame.inputFloats(operands.source());
        int si = frame.inputOffset(operands.source()) + image * rows.size() * columns.size() * channels + channel;
        float[] result = frame.outputFloats(0);
        int ri = frame.outputOffset(0) + image * rows.places() * columns.places() * channels + channel;
        int at = frame.workspaceOffset(0) + numbersAt;
        int filled = 0;
        for (int row = first; row < end; row++) {
            Walk down = rows.walks().get(row % steps.length);
            int position = row / down.step() * down.sourceStep();
            int reached = position + rows.window();
            ring.fill(Math.max(filled, position), reached, source, si, channels, count, memory, memoryAt);
            filled = Math.max(filled, reached);
            int target = ri + row * columns.places() * channels;
            row(frame, memory, row % steps.length, ring.phase(position), channel, count, result, target);
            epilogue.apply(
                    frame.workspaceFloats(0), at, channels, channel, count, result, target, columns.places(), channels);
        }
    }

    private void row(
            HostFrame frame, float[] memory, int walk, int phase, int channel, int count, float[] result, int ri) {
        float[] prepared = frame.workspaceFloats(0);
        int at = frame.workspaceOffset(0) + channel;
        for (int i = 0; i < steps[walk].length; i++) {
            Step step = steps[walk][i];
            Walk along = columns.walks().get(i);
            loops.convolve(
                    memory,
                    memoryAt,
                    along.sourceStep() * blocks.width(),
                    step.offsets()[phase],
                    step.neighbours(),
                    prepared,
                    at,
                    step.weights(),
                    at + startsAt,
                    result,
                    ri + along.first() * channels,
                    along.step() * channels,
                    along.count(),
                    count);
        }
    }
}
