package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;

/** Weights in blocks of rows, as the inner kernel wants them: packed anew in each run, since they change between steps. */
final class PackedWeights {

    private final int groups;
    private final int rows;
    private final int depth;
    private final int groupStride;
    private final int rowStride;
    private final int[] offsets;
    private final int[] starts;

    private PackedWeights(int groups, int rows, int groupStride, int rowStride, int[] offsets) {
        this.groups = groups;
        this.rows = rows;
        this.depth = offsets.length;
        this.groupStride = groupStride;
        this.rowStride = rowStride;
        this.offsets = offsets;
        starts = new int[RowBlocks.count(rows) + 1];
        for (int block = 0; block < starts.length; block++) {
            starts[block] = RowBlocks.packedStart(rows, block) * depth;
        }
    }

    /** Rows are output channels, the depth runs over input channels and taps. */
    static PackedWeights forward(Geometry g) {
        int[] offsets = new int[g.depth];
        for (int k = 0; k < g.depth; k++) {
            offsets[k] = k;
        }
        return new PackedWeights(g.groups, g.outputs, g.outputs * g.depth, g.depth, offsets);
    }

    /**
     * Rows are input channels, the depth runs over output channels and taps in reverse order.
     *
     * @param g the convolution that computes the gradient, whose roles of channels are exchanged
     */
    static PackedWeights reversed(Geometry g) {
        int[] offsets = new int[g.depth];
        for (int channel = 0; channel < g.channels; channel++) {
            for (int tap = 0; tap < g.taps; tap++) {
                offsets[channel * g.taps + tap] = channel * g.outputs * g.taps + g.taps - 1 - tap;
            }
        }
        return new PackedWeights(g.groups, g.outputs, g.channels * g.outputs * g.taps, g.taps, offsets);
    }

    /** Rows are input channels and the depth runs over output channels, for each tap of its own. */
    static PackedWeights perTap(Geometry g) {
        int[] offsets = new int[g.outputs];
        for (int channel = 0; channel < g.outputs; channel++) {
            offsets[channel] = channel * g.depth;
        }
        return new PackedWeights(g.groups, g.channels, g.outputs * g.depth, g.taps, offsets);
    }

    int blocks() {
        return groups * RowBlocks.count(rows);
    }

    TensorSpec spec(int copies) {
        return TensorSpec.of(DType.FLOAT32, Math.multiplyExact(copies, size()));
    }

    /** Returns the number of packed elements. */
    int size() {
        return groups * starts[starts.length - 1];
    }

    /** Returns where a block of a group starts, counted from the start of the packed weights. */
    int start(int group, int block) {
        return group * starts[starts.length - 1] + starts[block];
    }

    /**
     * Packs one block.
     *
     * @param block from 0 to before {@link #blocks}
     * @param from the weights
     * @param fo where they start, moved by the tap
     * @param to the packed weights
     * @param at where those start
     */
    void pack(int block, float[] from, int fo, float[] to, int at) {
        int group = block / RowBlocks.count(rows);
        int inGroup = block % RowBlocks.count(rows);
        int row = RowBlocks.start(rows, inGroup);
        RowBlocks.pack(
                from,
                fo + group * groupStride + row * rowStride,
                rowStride,
                RowBlocks.start(rows, inGroup + 1) - row,
                offsets,
                depth,
                to,
                at + start(group, inGroup));
    }
}
