package dev.cortado.backend.cpu.kernel.last.normalize;

import dev.cortado.api.Shape;

/**
 * How the pixels of images {@code [N, height, width, C]} are cut up, by shapes alone.
 *
 * <p>Several pixels after one another make a line, so that few channels fill vectors too; a line has a column per channel of
 * each of its pixels. Pixels are shared out in chunks, which stay in the cache while they are read twice.
 */
final class Lines {

    /** Lines are a whole number of vectors of the widest kind. */
    private static final int LANES = 16;

    private static final int SHORTEST_LINE = 128;
    private static final int CHUNK_ELEMENTS = 1 << 15;
    /** So that two, three or four threads get equal shares. */
    private static final int CHUNKS_MULTIPLE = 4;

    private static final int SHORTEST_PERIOD = 512;
    private static final int LONGEST_PERIOD = 4096;

    final int pixels;
    final int channels;
    /** Pixels of a line. */
    final int perLine;
    /** Elements of a line. */
    final int line;
    /** Columns of a line including those behind its end, which belong to the next. */
    final int columns;
    /** Elements after which the channels come again, from a vector's first lane on if possible. */
    final int period;

    final int chunks;
    private final int chunkPixels;

    Lines(Shape image) {
        channels = image.size(3);
        pixels = image.elements() / channels;
        perLine = perLine(channels);
        line = perLine * channels;
        columns = roundUp(line, LANES);
        int most = roundUp((image.elements() + CHUNK_ELEMENTS - 1) / CHUNK_ELEMENTS, CHUNKS_MULTIPLE);
        chunkPixels = roundUp((pixels + most - 1) / most, perLine);
        chunks = (pixels + chunkPixels - 1) / chunkPixels;
        period = period(channels);
    }

    /** Returns the number of pixels whose channels fill vectors best. */
    private static int perLine(int channels) {
        int least = (SHORTEST_LINE + channels - 1) / channels;
        int best = least;
        for (int count = least; least > 1 && count < least + LANES; count++) {
            if (waste(count * channels) * best < waste(best * channels) * count) {
                best = count;
            }
        }
        return best;
    }

    private static int waste(int elements) {
        return roundUp(elements, LANES) - elements;
    }

    private static int period(int channels) {
        int whole = channels;
        while (whole % LANES != 0) {
            whole += channels;
        }
        if (whole > LONGEST_PERIOD) {
            return channels;
        }
        return roundUp(SHORTEST_PERIOD, whole);
    }

    private static int roundUp(int number, int multiple) {
        return (number + multiple - 1) / multiple * multiple;
    }

    /** Returns the first pixel of a chunk. */
    int first(int chunk) {
        return chunk * chunkPixels;
    }

    /** Returns the number of pixels of a chunk. */
    int pixels(int chunk) {
        return Math.min(chunkPixels, pixels - first(chunk));
    }

    long elements() {
        return (long) pixels * channels;
    }

    /** Returns the number of whole lines of a chunk. */
    int wholeLines(int chunk) {
        return pixels(chunk) / perLine;
    }

    /** Returns the elements of a chunk behind its last whole line. */
    int rest(int chunk) {
        return pixels(chunk) % perLine * channels;
    }

    /** Repeats the channels of a table up to a length. */
    void repeat(float[] table, int at, int length) {
        for (int filled = channels; filled < length; filled *= 2) {
            System.arraycopy(table, at, table, at + filled, Math.min(filled, length - filled));
        }
    }

    /** Adds up the columns of a line that belong to a channel; the results may take the place of the first. */
    void fold(float[] table, int at, float[] result, int to) {
        for (int channel = 0; channel < channels; channel++) {
            double sum = table[at + channel];
            for (int column = channel + channels; column < line; column += channels) {
                sum += table[at + column];
            }
            result[to + channel] = (float) sum;
        }
    }
}
