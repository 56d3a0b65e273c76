package dev.cortado.backend.cpu.kernel.structure;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import java.util.Arrays;
import java.util.List;

/** Runs moves row by row, after filling the result where they leave gaps. */
final class MoveKernel implements HostKernel {

    private static final int TILE = 4096;

    private final Move[] moves;
    /** What a move is, or null where it goes row by row. */
    private final Transposition[] transpositions;

    private final HostTensor filling;
    private final int elements;

    /** Creates a kernel of moves that fill the result, or of moves to be made after filling it. */
    MoveKernel(List<Move> moves, TensorSpec result, HostTensor filling) {
        this.moves = moves.stream()
                .filter(move -> move.elements() > 0)
                .map(Move::simplified)
                .toArray(Move[]::new);
        this.transpositions = Arrays.stream(this.moves)
                .map(move -> result.dtype() == DType.FLOAT32 && Transposition.is(move) ? new Transposition(move) : null)
                .toArray(Transposition[]::new);
        this.filling = filling;
        this.elements = result.elements();
    }

    @Override
    public int phases() {
        return moves.length + 1;
    }

    @Override
    public int tiles(int phase) {
        if (phase == 0) {
            return filling == null ? 0 : (elements + TILE - 1) / TILE;
        }
        if (transpositions[phase - 1] != null) {
            return transpositions[phase - 1].tiles();
        }
        Move move = moves[phase - 1];
        return (rows(move) + rowsPerTile(move) - 1) / rowsPerTile(move);
    }

    @Override
    public long nanoseconds(int phase) {
        return (phase == 0 ? elements : moves[phase - 1].elements()) / 2;
    }

    @Override
    public String description() {
        return "strided copy";
    }

    private static int inner(Move move) {
        return move.sizes()[move.loops() - 1];
    }

    private static int rows(Move move) {
        return move.elements() / inner(move);
    }

    private static int rowsPerTile(Move move) {
        return Math.max(1, TILE / inner(move));
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        if (phase == 0) {
            int start = from * TILE;
            int end = Math.min(elements, to * TILE);
            Rows.fill(filling, frame.output(0), frame.outputOffset(0) + start, end - start);
            return;
        }
        if (transpositions[phase - 1] != null) {
            transpositions[phase - 1].run(frame, from, to, scratch);
            return;
        }
        Move move = moves[phase - 1];
        int first = from * rowsPerTile(move);
        int last = Math.min(rows(move), to * rowsPerTile(move));
        rows(move, frame, first, last, scratch);
    }

    private static void rows(Move move, HostFrame frame, int first, int last, HostScratch scratch) {
        int inner = move.loops() - 1;
        int[] state = scratch.ints(Odometer.stateSize(inner));
        Odometer.start(move, inner, first, state);
        Object x = frame.input(move.input());
        Object y = frame.output(0);
        int xi = frame.inputOffset(move.input());
        int yi = frame.outputOffset(0);
        for (int row = first; row < last; row++) {
            int source = xi + Odometer.from(state, inner);
            int target = yi + Odometer.to(state, inner);
            Rows.move(x, source, move.from()[inner], y, target, move.to()[inner], inner(move));
            Odometer.advance(move, inner, state);
        }
    }
}
