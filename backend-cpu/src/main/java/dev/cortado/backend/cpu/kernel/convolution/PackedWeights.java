package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;

/** Weights in blocks of rows, as the inner kernel wants them: packed anew in each run, since they change between steps. */
final class PackedWeights {

    private final int groups;
    private final RowBlocks rows;
    private final int depth;
    private final int groupStride;
    private final int rowStride;
    /** Where the element of each depth lies, relative to its row; null if contiguous. */
    private final int[] offsets;

    private PackedWeights(Geometry g, int groupStride, int rowStride, int[] offsets) {
        this.groups = g.groups;
        this.rows = new RowBlocks(g.outputs);
        this.depth = g.depth;
        this.groupStride = groupStride;
        this.rowStride = rowStride;
        this.offsets = offsets;
    }

    /** Rows are output channels, the depth runs over input channels and taps. */
    static PackedWeights forward(Geometry g) {
        return new PackedWeights(g, g.outputs * g.depth, g.depth, null);
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
        return new PackedWeights(g, g.channels * g.outputs * g.taps, g.taps, offsets);
    }

    int blocks() {
        return groups * rows.count();
    }

    TensorSpec spec(int copies) {
        return TensorSpec.of(DType.FLOAT32, Math.multiplyExact(copies, size()));
    }

    /** Returns the number of packed elements. */
    int size() {
        return groups * rows.packedRows() * depth;
    }

    /** Returns where a block of a group starts, counted from the start of the packed weights. */
    int start(int group, int block) {
        return (group * rows.packedRows() + rows.packedStart(block)) * depth;
    }

    /**
     * Packs one block.
     *
     * @param block from 0 to before {@link #blocks}
     * @param from the weights
     * @param fo where they start
     * @param to the packed weights
     * @param at where those start
     */
    void pack(int block, float[] from, int fo, float[] to, int at) {
        int group = block / rows.count();
        int inGroup = block % rows.count();
        int source = fo + group * groupStride + rows.start(inGroup) * rowStride;
        int target = at + start(group, inGroup);
        if (offsets == null) {
            RowBlocks.packContiguous(from, source, rowStride, rows.rows(inGroup), depth, to, target);
        } else {
            RowBlocks.pack(from, source, rowStride, rows.rows(inGroup), offsets, depth, to, target);
        }
    }
}
