package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.Arrays;

/**
 * Transforms what the tiles of a panel see: 36 matrices [channels, tiles], interleaved by channel.
 *
 * <p>The 36 elements that a tile sees are gathered first, so that vectors run over tiles wherever these lie.
 */
final class WinogradInput {

    private static final int POINTS = WinogradWeights.POINTS;
    private static final int SEEN = WinogradTiles.SEEN;

    private final Geometry g;
    private final WinogradTiles tiles;
    private final WinogradLoops loops;
    private final int channelPitch;
    private final int seenAt;
    private final int halfAt;
    private final int valuesAt;
    private final WinogradMoves[] moves;

    WinogradInput(Geometry g, WinogradTiles tiles, WinogradLoops loops, ScratchLayout layout) {
        this.g = g;
        this.tiles = tiles;
        this.loops = loops;
        // an odd number of cache lines, so that channels do not compete for the same places of the cache
        int lines = POINTS * POINTS * tiles.pitch / Width.UNIT;
        channelPitch = (lines + 1 - lines % 2) * Width.UNIT;
        seenAt = layout.add(SEEN * SEEN * tiles.pitch);
        halfAt = layout.add(POINTS * SEEN * tiles.pitch);
        valuesAt = layout.add(g.channels * channelPitch);
        moves = tiles.moves(this::addSeen);
    }

    private void addSeen(WinogradMoves.Builder moves, WinogradTiles.Tile tile) {
        for (int position = 0; position < SEEN * SEEN; position++) {
            int y = g.lead.at(tile.y() + position / SEEN);
            int x = g.tail.get(0).at(tile.x() + position % SEEN);
            if (y >= 0 && x >= 0) {
                int element =
                        tile.image() * g.channels * g.plane + y * g.tail.get(0).size() + x;
                moves.add(element, position * tiles.pitch + tile.column());
            }
        }
    }

    /** Returns where the values of a point start. */
    int start(int point) {
        return valuesAt + point * tiles.pitch;
    }

    /** Returns where each channel's values start, relative to the first channel's. */
    int[] channelOffsets() {
        int[] offsets = new int[g.channels];
        for (int channel = 0; channel < offsets.length; channel++) {
            offsets[channel] = channel * channelPitch;
        }
        return offsets;
    }

    void fill(float[] input, int io, int panel, float[] memory) {
        // padding stays zero while channels come and go
        Arrays.fill(memory, seenAt, seenAt + SEEN * SEEN * tiles.pitch, 0);
        WinogradMoves seen = moves[tiles.kind(panel)];
        int images = io + tiles.firstImage(panel) * g.channels * g.plane;
        for (int channel = 0; channel < g.channels; channel++) {
            seen.copy(input, images + channel * g.plane, memory, seenAt);
            int line = SEEN * tiles.pitch;
            loops.input(memory, seenAt, line, memory, halfAt, line, line);
            for (int row = 0; row < POINTS; row++) {
                int values = start(row * POINTS) + channel * channelPitch;
                loops.input(memory, halfAt + row * line, tiles.pitch, memory, values, tiles.pitch, tiles.columns);
            }
        }
    }
}
