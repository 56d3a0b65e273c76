package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;
import dev.cortado.backend.cpu.kernel.matmul.ScratchLayout;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.Arrays;

/**
 * Transforms the tiles of a panel to 36 matrices whose rows are tiles: what the gradient of weights multiplies.
 *
 * <p>Channels stand in groups: {@code [point, group, tile, channel of the group]}. Vectors run over tiles and channels alike.
 */
final class WinogradRows {

    private static final int POINTS = WinogradWeights.POINTS;
    private static final int GROUP = 64;

    private final WinogradTiles tiles;
    /** Tiles of a panel, rounded up: with groups of four or more channels that fills vectors. */
    private final int slots;

    private final WinogradLoops loops;
    private final WinogradMoves[] moves;
    private final boolean gradient;
    /** Elements that are read of a tile, down and across. */
    private final int size;

    private final int channels;
    private final int plane;
    private final int[] widths;
    private final int[] firsts;
    private final int[] offsets;
    private final int[][] rowOffsets;
    /** Floats of all groups at one point. */
    private final int pitch;

    private final int seenAt;
    private final int halfAt;
    private final int valuesAt;

    private WinogradRows(
            WinogradTiles tiles,
            WinogradLoops loops,
            boolean gradient,
            int plane,
            int[] firsts,
            int[] widths,
            Elements elements,
            ScratchLayout layout) {
        this.tiles = tiles;
        this.loops = loops;
        this.gradient = gradient;
        this.plane = plane;
        this.firsts = firsts;
        this.widths = widths;
        size = gradient ? WinogradTiles.SIZE : WinogradTiles.SEEN;
        channels = firsts[widths.length];
        slots = (tiles.columns + 3) / 4 * 4;
        offsets = new int[widths.length + 1];
        rowOffsets = new int[widths.length][slots];
        int widest = 0;
        for (int group = 0; group < widths.length; group++) {
            offsets[group + 1] = offsets[group] + widths[group];
            widest = Math.max(widest, widths[group]);
            for (int tile = 0; tile < slots; tile++) {
                rowOffsets[group][tile] = tile * widths[group];
            }
        }
        pitch = Width.roundUp(offsets[widths.length] * slots) + Width.UNIT;
        int seen = slots * widest;
        seenAt = layout.add(size * size * seen);
        halfAt = layout.add(POINTS * size * seen);
        valuesAt = layout.add(POINTS * POINTS * pitch);
        moves = tiles.moves((builder, tile) -> {
            for (int position = 0; position < size * size; position++) {
                int element = elements.at(tile, position / size, position % size);
                if (element >= 0) {
                    builder.add(element, position * slots + tile.column());
                }
            }
        });
    }

    /** Where an element of a tile lies, relative to the first image of a panel; negative for a zero. */
    private interface Elements {

        int at(WinogradTiles.Tile tile, int row, int column);
    }

    /** Returns the rows of the input: groups of 64 channels. */
    static WinogradRows inputs(Geometry g, WinogradTiles tiles, WinogradLoops loops, ScratchLayout layout) {
        int count = Tiling.ceil(g.channels, GROUP);
        int[] firsts = new int[count + 1];
        int[] widths = new int[count];
        for (int group = 0; group < count; group++) {
            firsts[group] = group * GROUP;
            widths[group] = Math.min(GROUP, Width.roundUp(g.channels - group * GROUP));
        }
        firsts[count] = g.channels;
        Elements elements = (tile, row, column) -> {
            int y = g.lead.at(tile.y() + row);
            int x = g.tail.get(0).at(tile.x() + column);
            int image = tile.image() * g.channels * g.plane;
            return y < 0 || x < 0 ? -1 : image + y * g.tail.get(0).size() + x;
        };
        return new WinogradRows(tiles, loops, false, g.plane, firsts, widths, elements, layout);
    }

    /** Returns the rows of the gradient: groups are the blocks that the inner kernel takes. */
    static WinogradRows gradients(
            Geometry g, WinogradTiles tiles, RowBlocks blocks, WinogradLoops loops, ScratchLayout layout) {
        int[] firsts = new int[blocks.count() + 1];
        int[] widths = new int[blocks.count()];
        for (int block = 0; block < widths.length; block++) {
            firsts[block] = blocks.start(block);
            widths[block] = RowBlocks.stride(blocks.rows(block));
        }
        firsts[widths.length] = g.outputs;
        Elements elements = (tile, row, column) -> {
            int y = tile.y() + row;
            int x = tile.x() + column;
            int image = tile.image() * g.outputs * g.places;
            return y >= g.leadPlaces || x >= g.width ? -1 : image + y * g.width + x;
        };
        return new WinogradRows(tiles, loops, true, g.places, firsts, widths, elements, layout);
    }

    int groups() {
        return widths.length;
    }

    /** Returns how many columns a group has, more than channels perhaps. */
    int width(int group) {
        return widths[group];
    }

    /** Returns the columns before a group. */
    int offset(int group) {
        return offsets[group];
    }

    /** Returns all columns. */
    int pitch() {
        return offsets[widths.length];
    }

    /** Returns the column of a channel of the input. */
    int place(int channel) {
        return offsets[channel / GROUP] + channel % GROUP;
    }

    int[] rowOffsets(int group) {
        return rowOffsets[group];
    }

    /** Returns where the rows of a group at a point start. */
    int start(int point, int group) {
        return valuesAt + point * pitch + offsets[group] * slots;
    }

    void fill(float[] source, int so, int panel, float[] memory) {
        WinogradMoves seen = moves[tiles.kind(panel)];
        int images = so + tiles.firstImage(panel) * channels * plane;
        for (int group = 0; group < widths.length; group++) {
            int lanes = slots * widths[group];
            // padding and columns without a channel are zero
            Arrays.fill(memory, seenAt, seenAt + size * size * lanes, 0);
            for (int channel = firsts[group]; channel < firsts[group + 1]; channel++) {
                seen.spread(source, images + channel * plane, memory, seenAt + channel - firsts[group], widths[group]);
            }
            for (int column = 0; column < size; column++) {
                int half = halfAt + column * lanes;
                transform(memory, seenAt + column * lanes, size * lanes, half, size * lanes, lanes);
            }
            for (int row = 0; row < POINTS; row++) {
                transform(memory, halfAt + row * size * lanes, lanes, start(row * POINTS, group), pitch, lanes);
            }
        }
    }

    private void transform(float[] memory, int at, int step, int out, int outPitch, int lanes) {
        if (gradient) {
            loops.outputGradient(memory, at, step, memory, out, outPitch, lanes);
        } else {
            loops.input(memory, at, step, memory, out, outPitch, lanes);
        }
    }
}
