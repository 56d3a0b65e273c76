package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the depth of a product: what rows of a block hold at once.
 *
 * @param first where the part starts in the depth
 * @param depth its elements
 * @param pieces what it is made of
 */
record Chunk(int first, int depth, List<Piece> pieces) {

    /**
     * Elements that lie side by side in the source.
     *
     * @param offset where they start, relative to the place that sees them
     * @param length how many
     */
    record Piece(int offset, int length) {}

    Chunk {
        pieces = List.copyOf(pieces);
    }

    /** Cuts what the places of a grid see into chunks, as few and as even as the inner kernel allows. */
    static List<Chunk> of(Grid grid, int[] runOffsets, int channels) {
        int depth = grid.taps() * channels;
        int count = Math.max(1, (depth + InnerKernels.MOST_DEPTH - 1) / InnerKernels.MOST_DEPTH);
        List<Chunk> chunks = new ArrayList<>();
        int run = 0;
        int used = 0;
        for (int i = 0; i < count; i++) {
            int first = depth * i / count;
            int size = depth * (i + 1) / count - first;
            int left = size;
            List<Piece> pieces = new ArrayList<>();
            while (left > 0) {
                int whole = grid.runs().get(run).taps().size() * channels;
                int length = Math.min(left, whole - used);
                pieces.add(new Piece(runOffsets[run] + used, length));
                left -= length;
                used += length;
                if (used == whole) {
                    run++;
                    used = 0;
                }
            }
            chunks.add(new Chunk(first, size, pieces));
        }
        return chunks;
    }
}
