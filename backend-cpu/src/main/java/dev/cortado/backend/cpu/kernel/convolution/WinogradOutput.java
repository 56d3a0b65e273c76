package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;

/** Transforms the 36 products of each tile of a group of output channels to its 4x4 outputs. */
final class WinogradOutput {

    private static final int POINTS = WinogradWeights.POINTS;
    private static final int SIZE = WinogradTiles.SIZE;

    private final Geometry g;
    private final WinogradTiles tiles;
    private final WinogradLoops loops;
    private final Epilogue epilogue;
    private final int lanes;
    private final int productsAt;
    private final int halfAt;
    private final int wholeAt;
    private final int numbersAt;
    private final WinogradMoves[] moves;

    WinogradOutput(
            Geometry g, WinogradTiles tiles, WinogradLoops loops, Epilogue epilogue, int rows, ScratchLayout layout) {
        this.g = g;
        this.tiles = tiles;
        this.loops = loops;
        this.epilogue = epilogue;
        lanes = Width.roundUp(tiles.columns);
        productsAt = layout.add(rows * rowPitch());
        halfAt = layout.add(POINTS * SIZE * lanes);
        wholeAt = layout.add(SIZE * SIZE * lanes);
        numbersAt = layout.add(epilogue.size(1));
        moves = tiles.moves(this::addOutputs);
    }

    private void addOutputs(WinogradMoves.Builder moves, WinogradTiles.Tile tile) {
        for (int place = 0; place < SIZE * SIZE; place++) {
            int y = tile.y() + place / SIZE;
            int x = tile.x() + place % SIZE;
            if (y < g.leadPlaces && x < g.width) {
                int output = tile.image() * g.outputs * g.places + y * g.width + x;
                moves.add(place * lanes + tile.column(), output);
            }
        }
    }

    /** Returns the distance between the products of two output channels. */
    int rowPitch() {
        return POINTS * POINTS * tiles.pitch;
    }

    /** Returns where the products of the group's first output channel at a point start. */
    int start(int point) {
        return productsAt + point * tiles.pitch;
    }

    /**
     * Writes the outputs of a panel.
     *
     * @param row the output channel within the group
     * @param channel the same within all
     * @param start what is added to every output
     */
    void write(HostFrame frame, float[] memory, int row, int channel, int panel, float start) {
        int products = productsAt + row * rowPitch();
        for (int line = 0; line < POINTS; line++) {
            loops.output(
                    memory,
                    products + line * POINTS * tiles.pitch,
                    tiles.pitch,
                    memory,
                    halfAt + line * SIZE * lanes,
                    lanes,
                    tiles.columns);
        }
        loops.output(memory, halfAt, SIZE * lanes, memory, wholeAt, SIZE * lanes, SIZE * lanes);
        int images = frame.outputOffset(0) + tiles.firstImage(panel) * g.outputs * g.places + channel * g.places;
        for (int i = wholeAt; i < wholeAt + SIZE * SIZE * lanes; i++) {
            memory[i] += start;
        }
        epilogue.load(frame, channel, 1, memory, numbersAt);
        epilogue.apply(memory, numbersAt, memory, wholeAt, 0, 1, SIZE * SIZE * lanes);
        moves[tiles.kind(panel)].copy(memory, wholeAt, frame.outputFloats(0), images);
    }
}
