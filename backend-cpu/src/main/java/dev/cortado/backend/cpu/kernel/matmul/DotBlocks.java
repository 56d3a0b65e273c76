package dev.cortado.backend.cpu.kernel.matmul;

/**
 * How products are summed whose operands both lie along the depth, whatever the width of vectors.
 *
 * <p>An element has {@link #STEP} partial sums: number {@code l} adds the products of depth {@code l}, {@code l + 16},
 * {@code l + 32} ... by fused multiply-adds in this order. At the end they are added in a fixed tree: {@code l} and {@code l
 * + 8}, of those eight {@code l} and {@code l + 4}, of those four {@code l} and {@code l + 2}, then the last two.
 */
public final class DotBlocks {

    /** Partial sums of an element, and how much depth one step covers. */
    public static final int STEP = 16;

    /** Columns of a block. */
    public static final int COLUMNS = 4;

    private DotBlocks() {}
}
