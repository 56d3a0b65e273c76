package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.matmul.Width;

/** The weights of a 3x3 grid, transformed to 36 matrices: of each the panels one after the other. */
final class WinogradPanels {

    static final int POINTS = 6;
    private static final int TAPS = 3;
    /** Channels of the source that are transformed at once. */
    private static final int PIECE = 16;

    private final PanelWeights weights;
    private final int sources;

    WinogradPanels(PanelWeights weights, int sources) {
        this.weights = weights;
        this.sources = sources;
    }

    int panels() {
        return weights.panels();
    }

    int vectors(int panel) {
        return weights.vectors(panel);
    }

    /** Returns where a panel of one of the 36 matrices starts. */
    int start(int point, int panel) {
        return (point * panels() + panel) * sources * Width.PAIR;
    }

    /** Returns the floats of all matrices. */
    int size() {
        return POINTS * POINTS * panels() * sources * Width.PAIR;
    }

    int pieces() {
        return (sources + PIECE - 1) / PIECE;
    }

    /** Returns the floats of scratch memory that {@link #transform} takes. */
    int scratch() {
        return (TAPS * TAPS + POINTS * TAPS) * PIECE * Width.PAIR;
    }

    /** Transforms a piece of a panel. */
    void transform(
            int panel,
            int piece,
            float[] from,
            int fo,
            float[] to,
            int at,
            float[] memory,
            int mo,
            WinogradLoops loops) {
        int width = weights.vectors(panel) * Width.LANES;
        int first = piece * PIECE;
        int count = Math.min(PIECE, sources - first);
        int lanes = count * width;
        for (int source = 0; source < count; source++) {
            for (int tap = 0; tap < TAPS * TAPS; tap++) {
                weights.gather(panel, first + source, tap, from, fo, memory, mo + tap * lanes + source * width);
            }
        }
        int half = mo + TAPS * TAPS * lanes;
        // columns, then rows, through one call: see WinogradLoops
        for (int i = 0; i < TAPS + POINTS; i++) {
            boolean column = i < TAPS;
            int row = i - TAPS;
            loops.weights(
                    memory,
                    column ? mo + i * lanes : half + row * TAPS * lanes,
                    column ? TAPS * lanes : lanes,
                    column ? memory : to,
                    column ? half + i * lanes : at + start(row * POINTS, panel) + first * width,
                    column ? TAPS * lanes : start(1, 0),
                    lanes);
        }
    }
}
