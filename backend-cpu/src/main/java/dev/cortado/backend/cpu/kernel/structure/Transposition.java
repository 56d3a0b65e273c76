package dev.cortado.backend.cpu.kernel.structure;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostScratch;

/** A move that transposes matrices of floats, one for each round of its outer loops, in tiles of whole rows of one matrix. */
final class Transposition {

    private static final int TILE = 8192;
    /** Tiles are so many rows or a multiple: two cache lines of the operand. */
    private static final int ROWS = 32;

    private final Move move;
    private final int outer;
    private final int height;
    private final int width;
    private final int rowsPerTile;
    private final int tilesPerMatrix;

    Transposition(Move move) {
        this.move = move;
        this.outer = move.loops() - 2;
        this.height = move.sizes()[outer];
        this.width = move.sizes()[outer + 1];
        this.rowsPerTile = Math.max(1, TILE / width / ROWS) * ROWS;
        this.tilesPerMatrix = (height + rowsPerTile - 1) / rowsPerTile;
    }

    /** Tells whether the two inner loops of a move transpose. */
    static boolean is(Move move) {
        int last = move.loops() - 1;
        return last > 0 && move.from()[last - 1] == 1 && move.from()[last] > 1 && move.to()[last] == 1;
    }

    int tiles() {
        return move.elements() / height / width * tilesPerMatrix;
    }

    void run(HostFrame frame, int from, int to, HostScratch scratch) {
        int[] state = scratch.ints(Odometer.stateSize(outer));
        float[] block = scratch.floats(Transposing.ROOM);
        float[] x = frame.inputFloats(move.input());
        float[] y = frame.outputFloats(0);
        int xi = frame.inputOffset(move.input());
        int yi = frame.outputOffset(0);
        int toRow = move.to()[outer];
        for (int tile = from; tile < to; tile++) {
            Odometer.start(move, outer, tile / tilesPerMatrix, state);
            int row = tile % tilesPerMatrix * rowsPerTile;
            int source = xi + Odometer.from(state, outer) + row;
            int target = yi + Odometer.to(state, outer) + row * toRow;
            int rows = Math.min(rowsPerTile, height - row);
            Transposing.run(x, source, move.from()[outer + 1], y, target, toRow, rows, width, block);
        }
    }
}
