package dev.cortado.backend.cpu.kernel.reduce;

import dev.cortado.api.kernel.HostScratch;

/**
 * A reduction of the middle axis of {@code [outer, size, inner]}, in chunks of it: {@code [outer, chunks, inner]} results.
 *
 * <p>Chunks depend on the shape alone; they bound the error of long sums and give several threads something to do.
 */
final class ReduceStage {

    private static final int COLUMNS = 256;
    private static final int TILE = 8192;

    private final Reduction reduction;
    private final int outer;
    private final int size;
    private final int inner;
    private final int chunk;
    private final int chunks;

    ReduceStage(Reduction reduction, int outer, int size, int inner, int chunk) {
        this.reduction = reduction;
        this.outer = outer;
        this.size = size;
        this.inner = inner;
        this.chunk = chunk;
        this.chunks = (size + chunk - 1) / chunk;
    }

    /** Returns the number of results. */
    int results() {
        return outer * chunks * inner;
    }

    private int blocks() {
        return (inner + COLUMNS - 1) / COLUMNS;
    }

    /** Returns the number of pieces of work: a chunk of a row, or of a block of columns. */
    private int pieces() {
        return outer * chunks * blocks();
    }

    private int piecesPerTile() {
        return Math.max(1, TILE / (chunk * Math.min(inner, COLUMNS)));
    }

    int tiles() {
        return (pieces() + piecesPerTile() - 1) / piecesPerTile();
    }

    long nanoseconds() {
        return 20L * pieces() + (long) outer * size * inner / 8;
    }

    void run(float[] x, int xi, float[] y, int yi, int from, int to, HostScratch scratch) {
        int last = Math.min(pieces(), to * piecesPerTile());
        float[] lanes = scratch.floats(RowLoop.LANES);
        for (int piece = from * piecesPerTile(); piece < last; piece++) {
            int group = piece / blocks();
            int start = group % chunks * chunk;
            int n = Math.min(chunk, size - start);
            int column = piece % blocks() * COLUMNS;
            int source = xi + (group / chunks * size + start) * inner + column;
            if (inner == 1) {
                y[yi + group] = reduction.row().reduce(x, source, n, lanes);
            } else {
                int columns = Math.min(COLUMNS, inner - column);
                reduction.columns().reduce(x, source, inner, n, y, yi + group * inner + column, columns);
            }
        }
    }
}
