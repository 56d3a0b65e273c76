package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;

/**
 * Transformed weights: 36 matrices [output channels, input channels] in blocks of rows, as the inner kernel wants them.
 *
 * <p>A block is transformed as a whole: its lanes are rows and channels in the order in which they are packed.
 */
final class WinogradWeights {

    static final int POINTS = 6;
    private static final int TAPS = 3;
    private static final int ALL_TAPS = TAPS * TAPS;

    private final int channels;
    /** A multiple of 4, so that vectors of a block never touch the next one, which another thread may be writing. */
    private final int depth;

    private final RowBlocks rows;
    private final int rowStride;
    private final int channelStride;
    private final boolean reversed;

    private WinogradWeights(Geometry g, int rowStride, int channelStride, boolean reversed) {
        this.channels = g.channels;
        this.depth = (g.channels + 3) / 4 * 4;
        this.rows = new RowBlocks(g.outputs);
        this.rowStride = rowStride;
        this.channelStride = channelStride;
        this.reversed = reversed;
    }

    /** Rows are output channels. */
    static WinogradWeights forward(Geometry g) {
        return new WinogradWeights(g, g.channels * ALL_TAPS, ALL_TAPS, false);
    }

    /**
     * Rows are input channels, and taps come in reverse order.
     *
     * @param g the convolution that computes the gradient, whose roles of channels are exchanged
     */
    static WinogradWeights reversed(Geometry g) {
        return new WinogradWeights(g, ALL_TAPS, g.outputs * ALL_TAPS, true);
    }

    RowBlocks rows() {
        return rows;
    }

    TensorSpec spec() {
        return TensorSpec.of(DType.FLOAT32, POINTS * POINTS, rows.packedRows(), depth);
    }

    /** Returns where a block of one of the 36 matrices starts, counted from the start of the transformed weights. */
    int start(int point, int block) {
        return (point * rows.packedRows() + rows.packedStart(block)) * depth;
    }

    /** Returns how many floats of scratch memory the transformation of a block needs. */
    int scratch() {
        return (ALL_TAPS + POINTS * TAPS) * lanes(RowBlocks.MOST);
    }

    private int lanes(int count) {
        return RowBlocks.stride(count) * depth;
    }

    void transform(
            int block, float[] from, int fo, float[] to, int at, float[] memory, int memoryAt, WinogradLoops loops) {
        int count = rows.rows(block);
        int lanes = lanes(count);
        gather(from, fo + rows.start(block) * rowStride, count, memory, memoryAt);
        int half = memoryAt + ALL_TAPS * lanes;
        for (int column = 0; column < TAPS; column++) {
            loops.weights(
                    memory,
                    memoryAt + column * lanes,
                    TAPS * lanes,
                    memory,
                    half + column * lanes,
                    TAPS * lanes,
                    lanes);
        }
        int pitch = rows.packedRows() * depth;
        for (int point = 0; point < POINTS; point++) {
            loops.weights(
                    memory, half + point * TAPS * lanes, lanes, to, at + start(point * POINTS, block), pitch, lanes);
        }
    }

    /** Copies each tap of a block's weights to where its lanes are; lanes without a row keep what they hold. */
    private void gather(float[] from, int fo, int count, float[] memory, int memoryAt) {
        int stride = RowBlocks.stride(count);
        int lanes = lanes(count);
        for (int row = 0; row < count; row++) {
            for (int tap = 0; tap < ALL_TAPS; tap++) {
                int source = fo + row * rowStride + (reversed ? ALL_TAPS - 1 - tap : tap);
                int target = memoryAt + tap * lanes + row;
                for (int channel = 0; channel < channels; channel++) {
                    memory[target + channel * stride] = from[source + channel * channelStride];
                }
            }
        }
    }
}
